package dev.carewire.messaging;

import dev.carewire.event.MessageSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Stores messages. Every call is limited to its tenant and joins the transaction open on the thread. Blocks; never on
 * an event loop.
 */
public interface MessageRepository {

    /**
     * Stores a message at the next position of its thread, which must exist and include the sender. The thread and its
     * members' inboxes are locked ({@link ThreadRepository#lock}). A sender who had read everything before has read
     * this message, too.
     *
     * @return the message, with the sender's name from the clinic's records
     */
    MessageSnapshot append(TenantId tenant, NewMessage message);

    /**
     * Messages of a thread before a position, newest first.
     *
     * @param sequence {@link Long#MAX_VALUE} for the newest ones
     * @param limit largest number of messages, 1 or more
     */
    List<MessageSnapshot> findBefore(TenantId tenant, String threadId, long sequence, int limit);

    /** A message of a thread. */
    Optional<MessageSnapshot> find(TenantId tenant, String threadId, String messageId);

    /** The position of a message; empty if the thread has no such message. */
    Optional<MessagePosition> position(TenantId tenant, String threadId, String messageId);

    /** The position of the newest message; empty if the thread has none. */
    Optional<MessagePosition> newestPosition(TenantId tenant, String threadId);
}
