package dev.carewire.vitals;

import dev.carewire.event.VitalAlert;
import dev.carewire.identity.TenantId;
import java.time.Instant;

/**
 * Records recent alerts, so that a value which stays beyond its threshold raises one alert and not hundreds. Joins the
 * transaction open on this thread. Blocks; never on an event loop.
 */
public interface RecentAlerts {

    /**
     * Records an alert, unless the same one was raised after {@code since}: same patient, type, component and end. Of
     * several concurrent calls, only one returns true.
     *
     * @return whether to raise the alert
     */
    boolean recordUnlessRecent(TenantId tenant, VitalAlert alert, Instant now, Instant since);

    /** Removes the recorded alerts for one type of a patient. */
    void delete(TenantId tenant, String patientId, String dataType);

    /**
     * Removes alerts raised up to {@code limit}, in every tenant.
     *
     * @param most largest number of removed alerts, 1 or more
     * @return the number of removed alerts
     */
    int removeRaisedUpTo(Instant limit, int most);
}
