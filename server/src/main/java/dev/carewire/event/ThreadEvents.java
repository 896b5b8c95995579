package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.stream.Stream;

/**
 * Members of message threads, and members who have a thread open. Membership changes reach the members themselves,
 * whether or not they have the thread open.
 */
public final class ThreadEvents {

    public static final EventType<MembersAdded> MEMBERS_ADDED = new EventType<>(
                    "thread.members-added",
                    MembersAdded.class,
                    (tenant, added) -> userRooms(tenant, added.memberIds().stream()),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "Users became members of a message thread.")
            .changeOf(ReportedRecord.Kind.THREAD_MEMBERS, added -> added.threadId());

    public static final EventType<MemberRemoved> MEMBER_REMOVED = new EventType<>(
                    "thread.member-removed",
                    MemberRemoved.class,
                    (tenant, removed) ->
                            userRooms(tenant, Stream.concat(removed.memberIds().stream(), Stream.of(removed.userId()))),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A user left a message thread or was removed from it.")
            .changeOf(ReportedRecord.Kind.THREAD_MEMBERS, removed -> removed.threadId());

    public static final EventType<VisitorsChanged> VISITORS_CHANGED = new EventType<>(
            "thread.visitors-changed",
            VisitorsChanged.class,
            (tenant, changed) -> List.of(RoomKey.thread(tenant, changed.threadId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "A member opened or closed a message thread.");

    static final List<EventType<?>> ALL = List.of(MEMBERS_ADDED, MEMBER_REMOVED, VISITORS_CHANGED);

    private ThreadEvents() {}

    private static List<RoomKey> userRooms(TenantId tenant, Stream<String> userIds) {
        return userIds.map(user -> RoomKey.user(tenant, user)).toList();
    }

    /**
     * Users became members of a thread.
     *
     * @param addedIds the new members
     * @param addedBy the member who added them
     * @param memberIds all members, including the new ones
     */
    public record MembersAdded(String threadId, List<String> addedIds, String addedBy, List<String> memberIds) {

        public MembersAdded {
            addedIds = List.copyOf(addedIds);
            memberIds = List.copyOf(memberIds);
        }
    }

    /**
     * A user is no longer a member of a thread.
     *
     * @param removedBy the user themselves, or the member who removed them
     * @param memberIds the remaining members; may be empty
     */
    public record MemberRemoved(String threadId, String userId, String removedBy, List<String> memberIds) {

        public MemberRemoved {
            memberIds = List.copyOf(memberIds);
        }
    }

    /**
     * A member opened or closed a thread.
     *
     * @param present whether it is open now
     */
    public record VisitorsChanged(String threadId, String userId, String userName, boolean present) {

        /** Omits the name. */
        @Override
        public String toString() {
            return "VisitorsChanged[user=" + userId + "]";
        }
    }
}
