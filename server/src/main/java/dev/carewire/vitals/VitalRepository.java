package dev.carewire.vitals;

import dev.carewire.event.VitalSnapshot;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * Stores values. Every call except the sweep is limited to its tenant, and joins the transaction open on the thread.
 * Blocks; never on an event loop.
 */
public interface VitalRepository {

    void add(TenantId tenant, VitalSnapshot vital);

    /**
     * A patient's values by measuring time, newest first.
     *
     * @param query its patient and limit are ignored
     * @param limit largest number of values
     */
    List<VitalSnapshot> newest(TenantId tenant, String patientId, VitalQuery query, int limit);

    /**
     * A patient's values of one type, aggregated by quarter hour, oldest first. Hours and days of every time zone
     * consist of whole quarters. The result is bounded by the time range, not by the number of values.
     */
    List<VitalAggregate> quarterHourAggregates(
            TenantId tenant, String patientId, String dataType, Instant from, Instant to);

    /**
     * Deletes values measured before {@code limit}, in every tenant.
     *
     * @param most largest number of deleted values
     * @return the number of deleted values
     */
    int removeMeasuredBefore(Instant limit, int most);
}
