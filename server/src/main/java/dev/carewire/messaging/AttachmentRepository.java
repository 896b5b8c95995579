package dev.carewire.messaging;

import dev.carewire.event.AttachmentSnapshot;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stores attachments without their bytes. Every call except the two of the sweep is limited to its tenant; all join the
 * transaction open on the thread. Blocks; never on an event loop.
 */
public interface AttachmentRepository {

    /** The number of a user's attachments without a message. */
    int countPending(TenantId tenant, String userId);

    /**
     * Adds an attachment without a message, subject to the clinic's quota.
     *
     * @param quota total bytes of a clinic's attachments
     * @return false, without storing anything, if the quota would be exceeded
     */
    boolean add(TenantId tenant, NewAttachment attachment, long quota);

    /**
     * An attachment that a user may read: one of a message in their threads, or one of their own that still waits for
     * its message.
     */
    Optional<AttachmentSnapshot> findReadable(TenantId tenant, String id, String userId);

    /**
     * Assigns attachments to a message, in this order.
     *
     * @param message its sender uploaded them to its thread, and they have no message yet
     * @return the number of assigned attachments; fewer than requested if any violates that
     */
    int attach(TenantId tenant, NewMessage message, List<String> ids);

    /** Deletes the attachments of a message and releases their quota. */
    void removeForMessage(TenantId tenant, String messageId);

    /**
     * The sweep: deletes attachments that have waited for a message since before a moment, in all tenants, and releases
     * their quota.
     *
     * @param most largest number of deleted attachments, 1 or more
     * @return the number of deleted attachments
     */
    int removePendingSince(Instant since, int most);

    /** The sweep: those of the given ids that are attachments of any tenant. */
    Set<String> existing(Set<String> ids);
}
