package dev.carewire.record;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Locks a record for several steps that belong together, such as to compare its version and to change it. Any thread; blocks, never on
 * an event loop.
 *
 * @param <R> the record
 */
@FunctionalInterface
public interface RecordLock<R> {

    /**
     * Locks a record, passes it to {@code work}, and commits. Until then no other transaction changes the record. Commands within
     * {@code work} are part of the transaction, which an exception rolls back as a whole.
     *
     * @param work receives the record as it is stored; does not return null
     * @return the result of {@code work}; empty if the caller's tenant has no record with this id
     * @throws RejectedException FORBIDDEN if the caller may not change such records
     */
    <T> Optional<T> whileLocked(Caller caller, String id, Function<R, T> work);
}
