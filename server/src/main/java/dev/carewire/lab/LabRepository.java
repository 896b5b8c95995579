package dev.carewire.lab;

import dev.carewire.event.LabResultSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Where laboratory orders are kept. Every call sees one tenant only, takes part in the thread's open transaction, and blocks.
 * Those who change a row have {@link #lock}ed it.
 */
public interface LabRepository {

    Optional<LabResultSnapshot> find(TenantId tenant, String id);

    /** As {@link #find}; nobody else changes the row until the open transaction ends. */
    Optional<LabResultSnapshot> lock(TenantId tenant, String id);

    /**
     * Newest first.
     *
     * @param query its limit does not count
     * @param most how many at most
     */
    List<LabResultSnapshot> list(TenantId tenant, LabQuery query, int most);

    /** Adds a row; of the people only the ids are kept. */
    void insert(TenantId tenant, LabResultSnapshot labResult);

    /** Replaces the row of that id; of the people only the ids are kept. */
    void update(TenantId tenant, LabResultSnapshot labResult);
}
