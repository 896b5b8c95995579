package dev.carewire.queue;

import dev.carewire.command.RejectedException;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Stores queue entries. Every call joins the thread's open transaction and blocks; all but {@link #tenantsWaitingSince} are limited
 * to one tenant. To change a row, the caller must hold the lock of its patient.
 */
public interface QueueRepository {

    Optional<QueueEntrySnapshot> find(TenantId tenant, String id);

    /** An appointment's newest entry that is waiting or in progress. */
    Optional<QueueEntrySnapshot> findOpen(TenantId tenant, String appointmentId);

    /** An appointment's newest entry that is waiting or in progress, or else its newest entry. */
    Optional<QueueEntrySnapshot> findCurrent(TenantId tenant, String appointmentId);

    /** A patient's newest entry that is waiting or in progress. */
    Optional<QueueEntrySnapshot> findOpenOfPatient(TenantId tenant, String patientId);

    /**
     * In calling order: by priority, highest first, then by waiting time.
     *
     * @param query its range is about the queuing; its limit does not count
     * @param after where the list begins; empty for its start
     * @param most entries at most
     */
    List<QueueEntrySnapshot> list(
            TenantId tenant, RecordQuery<QueueStatus> query, Optional<QueuePlace> after, int most);

    /** The number of waiting entries before this one in calling order. */
    int countAhead(TenantId tenant, QueueEntrySnapshot entry);

    /**
     * The next ticket of a kind, such as {@code A001}; the numbers restart each day. A number that an entry of an earlier day
     * still has, waiting or in progress, is skipped. A failed transaction returns its number.
     */
    String nextTicket(TenantId tenant, QueueKind kind, LocalDate day);

    /** Locks the tickets of a kind until the open transaction ends, as {@link #nextTicket} does. */
    void lockTickets(TenantId tenant, QueueKind kind);

    /** Whether an entry that is waiting or in progress has this ticket. */
    boolean isTicketHeld(TenantId tenant, String ticket);

    /**
     * The tenants with entries that have waited since before an instant, by id.
     *
     * @param after the last tenant of the preceding page
     * @param limit 1 or more
     */
    List<TenantId> tenantsWaitingSince(Instant before, Optional<TenantId> after, int limit);

    /**
     * The entries that have waited since before an instant, and whose appointment, if there is one, began before it; longest
     * waiting first.
     *
     * @param after the last entry of the preceding page
     * @param limit 1 or more
     */
    List<AbandonedEntry> abandonedSince(TenantId tenant, Instant before, Optional<AbandonedEntry> after, int limit);

    /** Whether {@link #abandonedSince} includes the entry with that id. */
    boolean isAbandonedSince(TenantId tenant, String id, Instant before);

    /**
     * Adds a row; stores only the ids of people and room. The visit is found through its own row.
     *
     * @throws RejectedException CONFLICT if the tenant has one with this id
     */
    void insert(TenantId tenant, QueueEntrySnapshot entry);

    /** Replaces the row with that id, in the same way. */
    void update(TenantId tenant, QueueEntrySnapshot entry);

    /**
     * Deletes a row.
     *
     * @return false, without deleting, if a visit refers to it
     */
    boolean delete(TenantId tenant, String id);
}
