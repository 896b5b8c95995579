package dev.carewire.messaging;

import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.identity.TenantId;
import dev.carewire.text.ExtraFields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Stores threads with their members and read positions. Every call is limited to its tenant and joins the transaction
 * open on the thread. Blocks; never on an event loop.
 *
 * <p>Locks last until the end of the transaction. The lock order is: a thread, then inboxes by user id.
 */
public interface ThreadRepository {

    /** Those of {@code userIds} that may be members of threads. */
    Set<String> existingUsers(TenantId tenant, Set<String> userIds);

    /**
     * Stores a new thread without messages; each member gets an inbox if they have none.
     *
     * @throws RejectedException CONFLICT if the tenant has a thread with this id
     */
    void add(TenantId tenant, MessageThread thread);

    /** Replaces the further fields of a thread, which is locked. */
    void setExtra(TenantId tenant, String threadId, ExtraFields extra);

    /**
     * A member's threads, by latest message or creation, newest first.
     *
     * @param behind only threads after this position; empty for the start of the list
     * @param limit largest number of threads, 1 or more
     */
    List<MessageThread> listForMember(TenantId tenant, String userId, Optional<TimeCursor> behind, int limit);

    /** A thread as a member sees it; empty for other users. */
    Optional<MessageThread> find(TenantId tenant, String threadId, String userId);

    /** Whether the thread exists and the user is a member. */
    boolean isMember(TenantId tenant, String threadId, String userId);

    /**
     * Locks a thread, which serializes the storing of its messages, and returns its members.
     *
     * @return empty if there is no such thread
     */
    SortedSet<String> lock(TenantId tenant, String threadId);

    /**
     * Locks the unread counts and read positions of these users, so that counts are published in the order of their
     * changes. Ignores users without an inbox.
     */
    void lockInboxes(TenantId tenant, SortedSet<String> userIds);

    /** A member's read position; empty before the first message was read, and for other users. */
    Optional<ReadPosition> readPosition(TenantId tenant, String threadId, String userId);

    /** Stores a member's read position. The user's inbox is locked. */
    void markRead(TenantId tenant, String threadId, String userId, ReadPosition mark);

    /**
     * Stops counting a message as unread; call once, when it is retracted. The inboxes of the members are locked.
     *
     * @return the members who had not read it
     */
    SortedSet<String> discountUnread(TenantId tenant, String threadId, String messageId);

    /**
     * The unread messages across all threads of each user with any thread. A user's own messages and retracted ones do not
     * count.
     */
    SortedMap<String, Integer> countUnread(TenantId tenant, Set<String> userIds);
}
