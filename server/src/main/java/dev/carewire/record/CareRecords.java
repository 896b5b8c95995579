package dev.carewire.record;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One kind of record about patients' care: lists and reads records, and applies the forms that clients send. Each
 * command and its events form one transaction. A feature extends it by its rules. Any thread; every public method
 * blocks, never on an event loop. A refused command throws a {@link RejectedException}, changes nothing and publishes
 * nothing.
 *
 * @param <R> the record
 * @param <F> the form in which a client gives its fields
 * @param <S> its statuses
 */
public abstract class CareRecords<R, F, S extends Enum<S>> {

    private final String kind;
    private final RecordRepository<R, S> repository;
    private final Function<R, TimeCursor> place;
    private final Transactions transactions;

    /**
     * Records in {@code repository}.
     *
     * @param kind names a record in refusals
     * @param place of a record in the list
     */
    protected CareRecords(
            String kind, RecordRepository<R, S> repository, Function<R, TimeCursor> place, Transactions transactions) {
        this.kind = kind;
        this.repository = repository;
        this.place = place;
        this.transactions = transactions;
    }

    /**
     * A page of the list, newest first.
     *
     * @param before where the page begins; empty for the newest
     */
    public final Page<R> list(Caller caller, RecordQuery<S> query, Optional<TimeCursor> before) {
        caller.requireRecordAccess();
        return Page.of(
                repository.list(caller.tenant(), query, before, query.limit() + 1),
                query.limit(),
                last -> place.apply(last).text());
    }

    /**
     * One record.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id
     */
    public final R get(Caller caller, String id) {
        caller.requireRecordAccess();
        return RecordIds.require(kind, id, known -> repository.find(caller.tenant(), known));
    }

    /** As {@link RecordLock#whileLocked}. */
    public final <T> Optional<T> whileLocked(Caller caller, String id, Function<R, T> work) {
        requireMayWrite(caller);
        return transactions.inTransaction(() -> RecordIds.find(id, known -> repository.lock(caller.tenant(), known))
                .map(work));
    }

    /** Stores a new record. */
    public final R create(Caller caller, F form) {
        requireMayWrite(caller);
        return transactions.inTransaction(() -> {
            R created = draft(caller, form);
            repository.insert(caller.tenant(), created);
            onCreated(caller, created);
            return created;
        });
    }

    /**
     * Applies a form to the record with this id; a field that the form leaves empty stays as it is.
     *
     * @throws RejectedException NOT_FOUND if the caller's tenant has none with this id; CONFLICT if the record's status
     *     does not allow the change
     */
    public final R update(Caller caller, String id, F form) {
        return change(caller, id, before -> revise(caller, before, form));
    }

    /** Locks the record with this id and replaces it by the result of {@code command}. */
    protected final R change(Caller caller, String id, UnaryOperator<R> command) {
        return change(caller, id, command, Function.identity());
    }

    /**
     * Locks the record with this id and replaces it by a part of the result of {@code command}.
     *
     * @param changed the new record in the result
     * @return the complete result
     */
    protected final <T> T change(Caller caller, String id, Function<R, T> command, Function<T, R> changed) {
        requireMayWrite(caller);
        return transactions.inTransaction(() -> {
            R before = RecordIds.require(kind, id, known -> repository.lock(caller.tenant(), known));
            T result = command.apply(before);
            R after = changed.apply(result);
            repository.update(caller.tenant(), after);
            onUpdated(caller, before, after);
            return result;
        });
    }

    /**
     * Checks whether the caller may create and change these records.
     *
     * @throws RejectedException FORBIDDEN otherwise
     */
    protected abstract void requireMayWrite(Caller caller);

    /** Makes a new record. */
    protected abstract R draft(Caller caller, F form);

    /** Applies a form to a record. */
    protected abstract R revise(Caller caller, R before, F form);

    /** Publishes that a record was created; called within the command's transaction. */
    protected abstract void onCreated(Caller caller, R created);

    /** Publishes that a record was changed; called within the command's transaction. */
    protected abstract void onUpdated(Caller caller, R before, R after);
}
