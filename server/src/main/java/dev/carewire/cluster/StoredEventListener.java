package dev.carewire.cluster;

import dev.carewire.event.Event;
import java.util.UUID;

/** Learns what became of the events in the outbox. Any thread; no method blocks. */
public interface StoredEventListener {

    /** The event was delivered. */
    void onDelivered(UUID id);

    /**
     * The database did not answer the commit of the event's transaction.
     *
     * @param end receives the outcome, once, on any thread: committed or rolled back
     */
    void onCommitUnknown(Event<?> event, Outbox.TransactionEnd end);
}
