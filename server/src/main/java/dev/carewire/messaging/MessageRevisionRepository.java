package dev.carewire.messaging;

import dev.carewire.identity.TenantId;
import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.List;

/**
 * Changes stored messages and keeps their earlier texts. The message's thread must be {@link ThreadRepository#lock}ed.
 * Every call is limited to its tenant and joins the transaction open on the thread. Blocks; never on an event loop.
 */
public interface MessageRevisionRepository {

    /** Replaces the body and the further fields of an existing message. */
    void edit(TenantId tenant, String messageId, String body, ExtraFields extra, Instant at);

    /** Empties an existing message, removes its further fields and marks it as retracted. */
    void retract(TenantId tenant, String messageId, Instant at);

    /** A message's earlier texts, oldest first; empty for an unchanged or unknown message. */
    List<MessageRevision> list(TenantId tenant, String messageId);
}
