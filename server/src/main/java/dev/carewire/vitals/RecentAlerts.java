package dev.carewire.vitals;

import dev.carewire.event.VitalAlert;
import dev.carewire.identity.TenantId;
import java.time.Instant;

/**
 * Which alerts were raised lately, so that a number which stays beyond its threshold raises one and not hundreds. Takes part in
 * the transaction open on this thread. Blocks; never on an event loop.
 */
public interface RecentAlerts {

    /**
     * Notes an alert, unless the same one was raised after {@code since}: the same number of the same type and patient beyond
     * the same end. Of several calls at once, one alone is told yes.
     *
     * @return whether the alert is to be raised
     */
    boolean recordUnlessRecent(TenantId tenant, VitalAlert alert, Instant now, Instant since);

    /** Forgets what was raised for a type of a patient. */
    void delete(TenantId tenant, String patientId, String dataType);

    /** Forgets, in every tenant, what was raised up to {@code limit}. */
    void deleteUpTo(Instant limit);
}
