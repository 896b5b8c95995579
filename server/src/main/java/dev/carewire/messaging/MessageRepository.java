package dev.carewire.messaging;

import dev.carewire.event.MessageSnapshot;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * Stored messages. Every call sees its tenant alone and takes part in the transaction open on the thread. Blocks; never on
 * an event loop.
 */
public interface MessageRepository {

    /**
     * Stores a message at the next place of its thread, which exists, has the sender as a member and is {@link
     * Threads#lock}ed together with the inboxes of its members. A sender who had read everything before has read this one as
     * well.
     *
     * @return the message with the sender's name as the clinic has it
     */
    MessageSnapshot append(TenantId tenant, NewMessage message);

    /**
     * Messages of a thread that come before a place in it, newest first.
     *
     * @param sequence {@link Long#MAX_VALUE} for the newest of all
     * @param limit how many at most, 1 or more
     */
    List<MessageSnapshot> findBefore(TenantId tenant, String threadId, long sequence, int limit);

    /** A message of a thread. */
    Optional<MessageSnapshot> find(TenantId tenant, String threadId, String messageId);

    /** Where a message stands; empty if the thread has no such message. */
    Optional<MessagePosition> position(TenantId tenant, String threadId, String messageId);

    /** Where the newest message stands; empty if the thread has none. */
    Optional<MessagePosition> newestPosition(TenantId tenant, String threadId);
}
