package dev.carewire.event;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The waiting room. */
public final class QueueEvents {

    public static final EventType<QueueUpdated> QUEUE_UPDATED = new EventType<>(
            "queue.updated",
            QueueUpdated.class,
            Audience.tenantAndEntity(RoomKey.Kind.QUEUE),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "A queue entry was added or changed.");

    public static final EventType<TicketChanged> TICKET_CHANGED = new EventType<>(
            "queue.ticket-changed",
            TicketChanged.class,
            (tenant, ticket) -> List.of(RoomKey.entity(tenant, RoomKey.Kind.DISPLAY)),
            Delivery.LOGGED,
            Phi.NONE,
            "A ticket of the waiting queue was handed out, called or done; for waiting-room screens, which are told nothing else.");

    static final List<EventType<?>> ALL = List.of(QUEUE_UPDATED, TICKET_CHANGED);

    private QueueEvents() {}

    /**
     * Somebody joined, moved in or left the waiting queue.
     *
     * @param before the entry before this change, so that clients who chose it are told that it leaves; as it is now if it is
     *     new; empty if whoever reports the change does not know
     */
    public record QueueUpdated(QueueEntrySnapshot entry, Optional<QueueEntryFilterFields> before) {}

    /**
     * A ticket of the waiting queue as a screen that everybody sees may show it: nothing of whose it is.
     *
     * @param number as it was handed out, such as {@code A001}
     * @param room where its holder is to go
     * @param position place in calling order at that moment, 1 for the next; empty unless waiting
     */
    public record TicketChanged(
            String number, QueueStatus status, Optional<RoomSnapshot> room, Optional<Integer> position) {

        public TicketChanged {
            Objects.requireNonNull(number, "number");
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(room, "room");
            if (position.isPresent() && (position.get() < 1 || status != QueueStatus.WAITING)) {
                throw new IllegalArgumentException(
                        "position: " + position.get() + " when " + status + " (expected: from 1, when WAITING)");
            }
        }
    }
}
