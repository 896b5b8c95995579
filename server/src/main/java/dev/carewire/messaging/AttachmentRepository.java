package dev.carewire.messaging;

import dev.carewire.event.AttachmentSnapshot;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is stored of attachments beside their bytes. Every call but the two of the sweep sees its tenant alone; all take part in the
 * transaction open on the thread. Blocks; never on an event loop.
 */
public interface AttachmentRepository {

    /** How many of a user's attachments wait for a message. */
    int countPending(TenantId tenant, String userId);

    /**
     * Adds an attachment that waits for a message, if the clinic's space allows it.
     *
     * @param quota bytes that a clinic's attachments may have together
     * @return false if they would have more; nothing is stored then
     */
    boolean add(TenantId tenant, NewAttachment attachment, long quota);

    /** An attachment that a user may read: a message's in a thread they are in, or one of their own that waits there. */
    Optional<AttachmentSnapshot> findReadable(TenantId tenant, String id, String userId);

    /**
     * Gives attachments to a message, in this order.
     *
     * @param message its sender uploaded them to its thread, and they wait
     * @return how many there were; fewer than asked for if any does not meet that
     */
    int attach(TenantId tenant, NewMessage message, List<String> ids);

    /** Forgets the attachments of a message and frees their space. */
    void removeForMessage(TenantId tenant, String messageId);

    /** The sweep: forgets what has waited since before a moment, in all tenants, and frees its space. */
    void removePendingSince(Instant since);

    /** The sweep: those of some ids that are attachments of any tenant. */
    Set<String> existing(Set<String> ids);
}
