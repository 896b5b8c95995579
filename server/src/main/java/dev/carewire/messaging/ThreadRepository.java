package dev.carewire.messaging;

import dev.carewire.command.TimeCursor;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Stored threads with their members, and how far each has read. Every call sees its tenant alone and takes part in the
 * transaction open on the thread. Blocks; never on an event loop.
 *
 * <p>Locks last until the end of the transaction and are taken in this order: a thread, then inboxes by user id.
 */
public interface ThreadRepository {

    /** Those of {@code userIds} that are users of the tenant. */
    Set<String> existingUsers(TenantId tenant, Set<String> userIds);

    /** Stores a thread that has no messages yet; each member gets an inbox unless there is one. */
    void add(TenantId tenant, MessageThread thread);

    /**
     * The threads of a member, those with the latest message or creation first.
     *
     * @param behind only those that come after this place; empty for the list's beginning
     * @param limit how many at most, 1 or more
     */
    List<MessageThread> listForMember(TenantId tenant, String userId, Optional<TimeCursor> behind, int limit);

    /** A thread as a member sees it; empty for who is not in it. */
    Optional<MessageThread> find(TenantId tenant, String threadId, String userId);

    /** Whether there is such a thread and the user is in it. */
    boolean isMember(TenantId tenant, String threadId, String userId);

    /**
     * Locks a thread, so that its messages are stored one after the other, and returns its members.
     *
     * @return empty if there is no such thread
     */
    SortedSet<String> lock(TenantId tenant, String threadId);

    /**
     * Locks what {@link #countUnread} counts for these users and how far they have read, so that totals are told in the order in
     * which they became true. Users without an inbox are passed over.
     */
    void lockInboxes(TenantId tenant, SortedSet<String> userIds);

    /** How far a member has read; empty before the first message was read, and for a user who is not in the thread. */
    Optional<ReadPosition> readPosition(TenantId tenant, String threadId, String userId);

    /** Notes that a member has read up to a message. The user's inbox is locked. */
    void markRead(TenantId tenant, String threadId, String userId, ReadPosition mark);

    /** Unread messages over all threads of each user who is a member of any; a user's own messages count as read. */
    SortedMap<String, Integer> countUnread(TenantId tenant, Set<String> userIds);
}
