package dev.carewire.visit;

import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordQuery;
import java.util.List;
import java.util.Optional;

/**
 * Stores visits. Every call is limited to one tenant, joins the thread's open transaction, and blocks. To change a row,
 * the caller must hold the lock of its patient.
 */
public interface VisitRepository {

    Optional<VisitSnapshot> find(TenantId tenant, String id);

    /**
     * Newest first.
     *
     * @param query its range is about the opening; its limit does not count
     * @param before where the list begins, by opening time and code; empty for the newest
     * @param most visits at most
     */
    List<VisitSnapshot> list(TenantId tenant, RecordQuery<VisitStatus> query, Optional<TimeCursor> before, int most);

    /** An appointment's newest visit that is not over, or else its newest visit. */
    Optional<VisitSnapshot> findCurrent(TenantId tenant, String appointmentId);

    /** The next short number for the desk, such as {@code V-0001}. A failed transaction returns its number. */
    String nextCode(TenantId tenant);

    /**
     * Adds a row; stores only the ids of people.
     *
     * @throws RejectedException CONFLICT if the tenant has one with this id or of this queue entry
     */
    void insert(TenantId tenant, VisitSnapshot visit);

    /** Replaces the row with that id; stores only the ids of people. */
    void update(TenantId tenant, VisitSnapshot visit);

    void delete(TenantId tenant, String id);
}
