package dev.carewire.prescription;

import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Where prescriptions are kept. Every call sees one tenant only, takes part in the thread's open transaction, and blocks. Those who
 * change a row have {@link #lock}ed it.
 */
public interface PrescriptionRepository {

    Optional<PrescriptionSnapshot> find(TenantId tenant, String id);

    /** As {@link #find}; nobody else changes the row until the open transaction ends. */
    Optional<PrescriptionSnapshot> lock(TenantId tenant, String id);

    /**
     * Newest first.
     *
     * @param query its limit does not count
     * @param most how many at most
     */
    List<PrescriptionSnapshot> list(TenantId tenant, PrescriptionQuery query, int most);

    /** Adds a row; of the people only the ids are kept. */
    void insert(TenantId tenant, PrescriptionSnapshot prescription);

    /** Replaces the row of that id; of the people only the ids are kept. */
    void update(TenantId tenant, PrescriptionSnapshot prescription);
}
