package dev.carewire.queue;

import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordQuery;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Where queue entries are kept. Every call sees one tenant only, takes part in the thread's open transaction, and blocks.
 * Those who change a row hold the lock of its patient.
 */
public interface QueueRepository {

    Optional<QueueEntrySnapshot> find(TenantId tenant, String id);

    /** The newest entry of an appointment that is waiting or in progress. */
    Optional<QueueEntrySnapshot> findOpen(TenantId tenant, String appointmentId);

    /** In calling order: by priority, highest first, then by how long they have queued. */
    List<QueueEntrySnapshot> list(TenantId tenant, RecordQuery<QueueStatus> query);

    /** How many who wait are to be called before this entry. */
    int countAhead(TenantId tenant, QueueEntrySnapshot entry);

    /**
     * The next ticket of a kind, such as {@code A001}; the numbers begin again each day. Drawn numbers of a transaction that
     * fails are used again.
     */
    String nextTicket(TenantId tenant, QueueKind kind, LocalDate day);

    /** Adds a row; of the people and the room only the ids are kept, and the visit is found through its own row. */
    void insert(TenantId tenant, QueueEntrySnapshot entry);

    /** Replaces the row of that id, in the same way. */
    void update(TenantId tenant, QueueEntrySnapshot entry);

    /**
     * Removes a row.
     *
     * @return false, and nothing is removed, if a visit refers to it
     */
    boolean delete(TenantId tenant, String id);
}
