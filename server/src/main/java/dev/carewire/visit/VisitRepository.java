package dev.carewire.visit;

import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordQuery;
import java.util.List;
import java.util.Optional;

/**
 * Where visits are kept. Every call sees one tenant only, takes part in the thread's open transaction, and blocks. Those who
 * change a row hold the lock of its patient.
 */
public interface VisitRepository {

    Optional<VisitSnapshot> find(TenantId tenant, String id);

    /** Newest first. */
    List<VisitSnapshot> list(TenantId tenant, RecordQuery<VisitStatus> query);

    /** The next number for the desk, such as {@code V-0001}; drawn numbers of a transaction that fails are used again. */
    String nextCode(TenantId tenant);

    /** Adds a row; of the people only the ids are kept. */
    void insert(TenantId tenant, VisitSnapshot visit);

    /** Replaces the row of that id; of the people only the ids are kept. */
    void update(TenantId tenant, VisitSnapshot visit);

    void delete(TenantId tenant, String id);
}
