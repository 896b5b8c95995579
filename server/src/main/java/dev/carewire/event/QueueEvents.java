package dev.carewire.event;

import java.util.List;

/** The waiting room. */
public final class QueueEvents {

    public static final EventType<QueueUpdated> QUEUE_UPDATED = new EventType<>(
            "queue.updated",
            QueueUpdated.class,
            Audience.tenantAnd(RoomKey.Kind.QUEUE),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "A queue entry was added or changed.");

    static final List<EventType<?>> ALL = List.of(QUEUE_UPDATED);

    private QueueEvents() {}

    /** Somebody joined, moved in or left the waiting queue. */
    public record QueueUpdated(QueueEntrySnapshot entry) {}
}
