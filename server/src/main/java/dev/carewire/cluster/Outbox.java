package dev.carewire.cluster;

import dev.carewire.event.Event;
import java.time.Instant;
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
     * Relays events that were stored before a moment and are still present, oldest first. Exactly one node receives
     * them: they are locked while {@code relay} runs and removed when it returns.
     *
     * @param most the largest number of events, 1 or more
     * @return the number of relayed events
     */
    int relay(Instant storedBefore, int most, Relay relay);

    /** Delivers the events that another node failed to deliver. */
    @FunctionalInterface
    interface Relay {
        /** Delivers {@code events}, oldest first; an exception leaves all of them in the outbox. */
        void deliver(List<Event<?>> events);
    }

    /** Callback for the end of a transaction. */
    interface TransactionEnd {
        void committed();

        void rolledBack();
    }
}
