package dev.carewire.event;

import dev.carewire.text.Texts;
import java.util.List;
import java.util.Set;

/** Messages in rooms that store none of them. For message threads, which do, see {@link MessagingEvents}. */
public final class RoomEvents {

    public static final EventType<RoomMessageSent> ROOM_MESSAGE_SENT = new EventType<>(
            "room.message-sent",
            RoomMessageSent.class,
            (tenant, sent) -> List.of(new RoomKey(tenant, sent.kind(), sent.id())),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "A user sent a message to the members of a room, which does not store it.");

    static final List<EventType<?>> ALL = List.of(ROOM_MESSAGE_SENT);

    private RoomEvents() {}

    /**
     * A user sent a message to a room.
     *
     * @param kind of the room, one of {@link #KINDS}
     * @param id of the room; empty for the tenant's
     * @param senderId the sender's user id
     * @param senderName the sender's display name
     */
    public record RoomMessageSent(RoomKey.Kind kind, String id, String senderId, String senderName, String content) {

        /** The kinds of rooms for such messages. Threads have messages of their own. */
        public static final Set<RoomKey.Kind> KINDS =
                Set.of(RoomKey.Kind.TENANT, RoomKey.Kind.USER, RoomKey.Kind.PATIENT, RoomKey.Kind.APPOINTMENT);

        /** Longest {@link #content}, in characters. */
        public static final int MAX_CONTENT_LENGTH = Texts.PROSE_LENGTH;

        public RoomMessageSent {
            if (!KINDS.contains(PayloadChecks.required("kind", kind))) {
                throw new IllegalArgumentException(
                        "kind: not one that people talk in (expected: one of tenant, user," + " patient, appointment)");
            }
            if (kind != RoomKey.Kind.TENANT) {
                id = PayloadChecks.id("id", id);
            } else if (!PayloadChecks.required("id", id).isEmpty()) {
                throw new IllegalArgumentException("id: given (expected: empty for the tenant's room)");
            }
            senderId = PayloadChecks.id("senderId", senderId);
            senderName = PayloadChecks.line("senderName", senderName);
            content = PayloadChecks.prose("content", content);
        }

        /** Shows ids only. */
        @Override
        public String toString() {
            return "RoomMessageSent[" + kind + ", " + id + ", sender=" + senderId + "]";
        }
    }
}
