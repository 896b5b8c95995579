package dev.carewire.record;

import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Stores the records of one kind. Every call sees one tenant only, takes part in the thread's open transaction, and
 * blocks. Callers {@link #lock} a record before they change it. Of the records that a record refers to, only the ids
 * are stored.
 *
 * @param <R> the record
 * @param <S> its statuses
 */
public interface RecordRepository<R, S extends Enum<S>> {

    Optional<R> find(TenantId tenant, String id);

    /** As {@link #find}; no other transaction changes the record until the open one ends. */
    Optional<R> lock(TenantId tenant, String id);

    /**
     * Lists records, newest first.
     *
     * @param query its limit does not count
     * @param before where the list begins; empty for the newest
     * @param most records at most
     */
    List<R> list(TenantId tenant, RecordQuery<S> query, Optional<TimeCursor> before, int most);

    /**
     * Adds a record.
     *
     * @throws RejectedException CONFLICT if the tenant has one with this id
     */
    void insert(TenantId tenant, R record);

    /** Replaces the record with this id. */
    void update(TenantId tenant, R record);
}
