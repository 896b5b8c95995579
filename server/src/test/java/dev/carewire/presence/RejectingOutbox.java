package dev.carewire.presence;

import dev.carewire.cluster.Outbox;
import dev.carewire.event.Event;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** Presence stores nothing: an event that reaches the outbox is a fault. */
final class RejectingOutbox implements Outbox {
    @Override
    public void append(Event<?> event, TransactionEnd end) {
        throw new AssertionError("stored: " + event);
    }

    @Override
    public void remove(Collection<UUID> ids) {
        throw new AssertionError("removed");
    }

    @Override
    public int relay(Instant storedBefore, int most, Relay relay) {
        throw new AssertionError("relayed");
    }
}
