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
                    "A queue entry was added or changed.")
            .stateOf(ReportedRecord.Kind.QUEUE_ENTRY, updated -> updated.entry().id());

    public static final EventType<TicketChanged> TICKET_CHANGED = new EventType<>(
                    "queue.ticket-changed",
                    TicketChanged.class,
                    (tenant, ticket) -> List.of(RoomKey.entity(tenant, RoomKey.Kind.DISPLAY)),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A ticket of the waiting queue was issued, called or completed. Waiting-room screens receive only this event.")
            .stateOf(ReportedRecord.Kind.TICKET, changed -> changed.number());

    static final List<EventType<?>> ALL = List.of(QUEUE_UPDATED, TICKET_CHANGED);

    private QueueEvents() {}

    /**
     * A patient joined, moved in or left the waiting queue.
     *
     * @param before the previous filter fields, for clients whose filter no longer matches. The current ones if the
     *     entry is new; empty if unknown
     */
    public record QueueUpdated(QueueEntrySnapshot entry, Optional<QueueEntryFilterFields> before) {}

    /**
     * A ticket of the waiting queue, as a public screen may show it; it does not identify the patient.
     *
     * @param number as issued, such as {@code A001}
     * @param room the room for its holder
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
