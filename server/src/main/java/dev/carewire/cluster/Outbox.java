package dev.carewire.cluster;

import dev.carewire.event.Event;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Events that were committed with their change and whose delivery is not confirmed yet. Blocks; never on an event loop.
 */
public interface Outbox {

    /**
     * Stores an event in the transaction open on this thread, or in a new one.
     *
     * @param end called once, on this thread, when that transaction ends
     */
    void append(Event<?> event, TransactionEnd end);

    /**
     * Stores nothing, and reports the end of the transaction open on this thread; outside one, a commit.
     *
     * @param end called once, on this thread, when that transaction ends
     */
    void onTransactionEnd(TransactionEnd end);

    /** Removes delivered events; unknown ids are ignored. */
    void remove(Collection<UUID> ids);

    /**
     * Whether a transaction that stored this event was committed. Waits for one that is still in progress, up to the
     * time limit of a statement.
     *
     * @throws RuntimeException if the database does not answer in time
     */
    boolean wasCommitted(UUID id);

    /**
     * Relays events that an earlier process left, oldest first, and removes them when {@code relay} returns. Call it
     * before this process appends events. Events that are not readable stay, and are skipped from then on.
     *
     * @param most the largest number of events, 1 or more
     * @return the number of events that were relayed or set aside
     */
    int relay(int most, Relay relay);

    /**
     * An event that an earlier process left.
     *
     * @param size of its stored form, in characters
     */
    record StoredEvent(Event<?> event, int size) {}

    /** Receives the events that an earlier process left. */
    @FunctionalInterface
    interface Relay {
        /** Delivers {@code events}, oldest first; an exception leaves all of them in the outbox. */
        void deliver(List<StoredEvent> events);
    }

    /** Callback for the end of a transaction. */
    interface TransactionEnd {
        void committed();

        void rolledBack();

        /** The database did not answer the commit. {@link Outbox#wasCommitted} finds out whether it took effect. */
        void unknown();
    }
}
