package dev.carewire.notification;

import dev.carewire.event.NotificationSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.Notification.UserAction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stores notifications. States only advance; each change returns the rows that it affected. Every call is limited to
 * one tenant, unless it states otherwise, joins the transaction open on this thread, and blocks.
 */
public interface NotificationRepository {

    /** Adds a notification in state {@code QUEUED}. */
    void add(TenantId tenant, NotificationSnapshot notification);

    /** The notification with this id, if it is this user's. */
    Optional<Notification> find(TenantId tenant, String userId, String id);

    /** The notification with this id and its escalated copies, by creation. */
    List<Notification> escalationGroup(TenantId tenant, String id);

    /**
     * The newest of a user's notifications that a new session may lack, in the order of creation. These are neither
     * dismissed nor held, and {@code QUEUED} or {@code DELIVERED} to another session. A delivered one counts if it must be
     * acknowledged, or was delivered recently.
     *
     * @param recent the earliest recent delivery
     */
    List<Notification> dueOnConnect(TenantId tenant, String userId, Instant recent, int most);

    /**
     * A user's notifications, newest first.
     *
     * @param before only those with a lower sequence
     */
    List<Notification> history(TenantId tenant, String userId, Optional<Long> before, int most);

    /**
     * A slice of a user's notifications, newest first.
     *
     * @param offset number of skipped notifications
     */
    List<Notification> history(TenantId tenant, String userId, ReadFilter filter, int offset, int most);

    /** The number of a user's notifications. */
    int count(TenantId tenant, String userId, ReadFilter filter);

    /** The number of a user's unread notifications, counted up to {@code most}. */
    int countUnread(TenantId tenant, String userId, int most);

    /** Those of these users with unread notifications. */
    Set<UserKey> usersWithUnread(Collection<UserKey> users);

    /** Advances notifications of any tenants from {@code QUEUED} to {@code DELIVERED}. */
    void markDelivered(Collection<DeliveryReceipt> receipts);

    /**
     * Advances notifications from {@code QUEUED} or {@code DELIVERED} to {@code SEEN}.
     *
     * @return the ids of those that were changed
     */
    List<String> markSeen(TenantId tenant, Collection<String> ids, UserAction mark);

    /**
     * Advances the notification {@code rootId} and its escalated copies to {@code ACKNOWLEDGED}.
     *
     * @return those that were changed, in their new state
     */
    List<Notification> markAcknowledged(TenantId tenant, String rootId, UserAction mark);

    /** Marks a user's notification as dismissed; whether it was not before. */
    boolean markDismissed(TenantId tenant, String userId, String id, Instant at);

    /** Stores a new escalation. */
    void startEscalation(TenantId tenant, String id, Escalation escalation);

    /** The escalation of a notification, locked until the end of the transaction; empty once it has ended. */
    Optional<Escalation> lockEscalation(TenantId tenant, String id);

    /** Replaces an escalation that this transaction has locked. */
    void updateEscalation(TenantId tenant, String id, Escalation escalation);

    /** Ends an escalation, after waiting for another transaction's lock. Does nothing for an ended one. */
    void endEscalation(TenantId tenant, String id);

    /**
     * Appends a step to a notification's escalation log.
     *
     * @return whether that step had not been logged before
     */
    boolean appendEscalationLog(TenantId tenant, String id, EscalationLogEntry entry);

    /** Replaces the step of that name in a notification's escalation log. */
    void replaceEscalationLog(TenantId tenant, String id, EscalationLogEntry entry);

    /** The escalation log of a notification, in order. */
    List<EscalationLogEntry> escalationLog(TenantId tenant, String id);

    /**
     * Deletes notifications of all tenants that were created before a moment, oldest first.
     *
     * @param most largest number of notifications
     */
    Deletion deleteCreatedBefore(Instant createdBefore, int most);

    /**
     * Deleted notifications.
     *
     * @param count the number of them
     * @param usersOfUnread the users who had not read all of them
     */
    record Deletion(int count, Set<UserKey> usersOfUnread) {

        public Deletion {
            usersOfUnread = Set.copyOf(usersOfUnread);
        }
    }

    /** A notification was written to a live session. */
    record DeliveryReceipt(TenantId tenant, String id, Instant at) {}

    /**
     * A logged step of a notification that must be acknowledged.
     *
     * @param step its name: 1 to 32 characters, once per notification
     * @param reached the number of users or systems that it reached
     */
    record EscalationLogEntry(String step, int reached, Instant at) {}
}
