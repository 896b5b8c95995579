package dev.carewire.vitals;

import dev.carewire.event.VitalSnapshot;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * Stored values. Every call but the sweep sees its tenant alone, and takes part in the transaction open on the thread. Blocks;
 * never on an event loop.
 */
public interface VitalRepository {

    void add(TenantId tenant, VitalSnapshot vital);

    /**
     * A patient's values by the time of measuring, newest first.
     *
     * @param query its patient and its limit do not count
     * @param limit how many at most
     */
    List<VitalSnapshot> newest(TenantId tenant, String patientId, VitalQuery query, int limit);

    /**
     * A patient's values of one type, taken together by quarters of an hour, oldest first. Hours and days of every time zone
     * are made of whole quarters, and there are never more of them than the time has, however many values there are.
     */
    List<VitalAggregate> quarterHourAggregates(
            TenantId tenant, String patientId, String dataType, Instant from, Instant to);

    /**
     * Removes values of every tenant that were measured before {@code limit}.
     *
     * @param most how many at most
     * @return how many there were
     */
    int removeMeasuredBefore(Instant limit, int most);
}
