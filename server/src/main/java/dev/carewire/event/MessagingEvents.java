package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Message threads. */
public final class MessagingEvents {

    public static final EventType<MessageSent> MESSAGE_SENT = new EventType<>(
                    "message.sent",
                    MessageSent.class,
                    (tenant, sent) ->
                            List.of(RoomKey.thread(tenant, sent.message().threadId())),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A message was written in a thread.")
            .stateOf(ReportedRecord.Kind.MESSAGE, sent -> sent.message().id());

    public static final EventType<MessageEdited> MESSAGE_EDITED = new EventType<>(
                    "message.edited",
                    MessageEdited.class,
                    (tenant, edited) ->
                            List.of(RoomKey.thread(tenant, edited.message().threadId())),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "The sender replaced the text of a message.")
            .stateOf(ReportedRecord.Kind.MESSAGE, edited -> edited.message().id());

    public static final EventType<MessageRetracted> MESSAGE_RETRACTED = new EventType<>(
                    "message.retracted",
                    MessageRetracted.class,
                    (tenant, retracted) -> List.of(RoomKey.thread(tenant, retracted.threadId())),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "The sender retracted a message.")
            .stateOf(ReportedRecord.Kind.MESSAGE, retracted -> retracted.messageId());

    public static final EventType<MessageAnnounced> MESSAGE_ANNOUNCED = new EventType<>(
                    "message.announced",
                    MessageAnnounced.class,
                    Audience.tenant(),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A thread has a new message, for badges and toasts outside the thread.")
            .changeOf(ReportedRecord.Kind.MESSAGE, announced -> announced.messageId());

    public static final EventType<MessageRead> MESSAGE_READ = new EventType<>(
                    "message.read",
                    MessageRead.class,
                    (tenant, read) -> List.of(RoomKey.thread(tenant, read.threadId())),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A member read a thread up to a message.")
            .stateOf(ReportedRecord.Kind.READ_POSITION, read -> read.threadId() + "/" + read.readBy());

    public static final EventType<UnreadCountChanged> UNREAD_COUNT_CHANGED = new EventType<>(
                    "message.unread-count-changed",
                    UnreadCountChanged.class,
                    (tenant, count) -> List.of(RoomKey.user(tenant, count.userId())),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A user's number of unread messages changed.")
            .stateOf(ReportedRecord.Kind.UNREAD_COUNT, changed -> changed.userId());

    public static final EventType<TypingChanged> TYPING_CHANGED = new EventType<>(
            "message.typing-changed",
            TypingChanged.class,
            (tenant, typing) -> typing.rooms(tenant),
            Delivery.VOLATILE,
            Phi.NONE,
            "A member started or stopped typing in a thread.");

    static final List<EventType<?>> ALL = List.of(
            MESSAGE_SENT,
            MESSAGE_EDITED,
            MESSAGE_RETRACTED,
            MESSAGE_ANNOUNCED,
            MESSAGE_READ,
            UNREAD_COUNT_CHANGED,
            TYPING_CHANGED);

    private MessagingEvents() {}

    /** A user wrote a message in a thread. */
    public record MessageSent(MessageSnapshot message) {}

    /** The sender replaced the text of a message. */
    public record MessageEdited(MessageSnapshot message) {}

    /** The sender retracted a message; its text is deleted. */
    public record MessageRetracted(String threadId, String messageId, String retractedBy, Instant retractedAt) {}

    /**
     * Announces a thread's new message to the tenant, for badges and toasts outside the thread.
     *
     * @param sender the sender's user id
     * @param preview the first {@value #PREVIEW_LENGTH} characters of the message
     */
    public record MessageAnnounced(String threadId, String messageId, String sender, String preview) {

        /** Length of a preview in characters. */
        public static final int PREVIEW_LENGTH = 100;

        /** Omits the preview. */
        @Override
        public String toString() {
            return "MessageAnnounced[" + messageId + ", thread=" + threadId + "]";
        }
    }

    /** A user has read a thread up to a message. */
    public record MessageRead(String threadId, String messageId, String readBy, Instant readAt) {}

    /**
     * A user's number of unread messages changed.
     *
     * @param unread across all threads of the user, 0 or more
     */
    public record UnreadCountChanged(String userId, int unread) {}

    /**
     * A user started or stopped typing in a thread.
     *
     * @param memberIds the members, who receive it even if they have not opened the thread. Empty if another system keeps
     *     the thread, so that its members are unknown and all staff may receive it
     */
    public record TypingChanged(
            String threadId, String userId, String userName, boolean typing, Optional<List<String>> memberIds) {

        public TypingChanged {
            memberIds = memberIds.map(List::copyOf);
        }

        private List<RoomKey> rooms(TenantId tenant) {
            RoomKey thread = RoomKey.thread(tenant, threadId);
            return memberIds
                    .map(members -> Stream.concat(
                                    Stream.of(thread),
                                    members.stream()
                                            .filter(member -> !member.equals(userId))
                                            .map(member -> RoomKey.user(tenant, member)))
                            .toList())
                    .orElseGet(() -> List.of(thread, RoomKey.tenant(tenant)));
        }

        /** Omits the name. */
        @Override
        public String toString() {
            return "TypingChanged[user=" + userId + "]";
        }
    }
}
