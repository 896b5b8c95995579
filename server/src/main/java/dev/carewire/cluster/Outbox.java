package dev.carewire.cluster;

import dev.carewire.event.Event;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Events that were committed with the change they report and are not yet known to be delivered. Blocks; never on an event
 * loop.
 */
public interface Outbox {

    /**
     * Stores an event in the transaction open on this thread, or in one of its own.
     *
     * @param end told once, on this thread, how that transaction ended
     */
    void append(Event<?> event, TransactionEnd end);

    /** Forgets events that were delivered; ids that are not there are passed over. */
    void remove(Collection<UUID> ids);

    /**
     * Takes events that were stored before a moment and are still there, oldest first, and hands them to one node only: they
     * are locked while {@code relay} runs and forgotten when it returns.
     *
     * @param most how many, 1 or more
     * @return how many were handed over
     */
    int relay(Instant storedBefore, int most, Relay relay);

    /** Takes events over from a node that did not deliver them. */
    @FunctionalInterface
    interface Relay {
        /** Delivers {@code events}, oldest first; an exception leaves them all in the outbox. */
        void deliver(List<Event<?>> events);
    }

    /** How a transaction ended. */
    interface TransactionEnd {
        void committed();

        void rolledBack();
    }
}
