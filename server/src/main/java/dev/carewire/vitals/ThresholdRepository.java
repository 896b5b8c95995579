package dev.carewire.vitals;

import dev.carewire.event.VitalThresholds;
import dev.carewire.identity.TenantId;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Stores custom thresholds. Every call is limited to its tenant and joins the transaction open on the thread. Blocks;
 * never on an event loop.
 */
public interface ThresholdRepository {

    Optional<VitalThresholds> find(TenantId tenant, String patientId, String dataType);

    /** Locks a patient's thresholds, present and future ones, until the open transaction ends. */
    void lock(TenantId tenant, String patientId);

    /** All thresholds of a patient, by type. */
    SortedMap<String, VitalThresholds> list(TenantId tenant, String patientId);

    /** Sets the thresholds for one type of a patient. */
    void put(TenantId tenant, String patientId, String dataType, VitalThresholds thresholds);
}
