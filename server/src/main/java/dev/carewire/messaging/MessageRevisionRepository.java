package dev.carewire.messaging;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * Changes stored messages and keeps what they said before. The message's thread is {@link ThreadRepository#lock}ed. Every call sees its
 * tenant alone and takes part in the transaction open on the thread. Blocks; never on an event loop.
 */
public interface MessageRevisionRepository {

    /** Replaces the body of a message that is there. */
    void edit(TenantId tenant, String messageId, String body, Instant at);

    /** Empties a message that is there and marks it as taken back. */
    void retract(TenantId tenant, String messageId, Instant at);

    /** What a message said before, oldest first; empty for one that was never changed, and for one that does not exist. */
    List<MessageRevision> list(TenantId tenant, String messageId);
}
