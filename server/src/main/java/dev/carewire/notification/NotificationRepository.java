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
 * Where notifications are kept. States only rise: each change names the rows it may change, and says which it did. Every call sees
 * one tenant only, unless it says otherwise, takes part in the transaction open on this thread, and blocks.
 */
public interface NotificationRepository {

    /** Adds a notification in state {@code QUEUED}. */
    void add(TenantId tenant, NotificationSnapshot notification);

    /** The notification of that id, if it is this user's. */
    Optional<Notification> find(TenantId tenant, String userId, String id);

    /** The notification of that id and those that pass it on, by creation. */
    List<Notification> escalationGroup(TenantId tenant, String id);

    /** The newest of a user's {@code QUEUED} notifications that are neither dismissed nor held, in the order of creation. */
    List<Notification> queued(TenantId tenant, String userId, int most);

    /**
     * A user's notifications, newest first.
     *
     * @param before only those with a lower sequence
     */
    List<Notification> history(TenantId tenant, String userId, Optional<Long> before, int most);

    /**
     * Part of a user's notifications, newest first.
     *
     * @param offset how many are passed over
     */
    List<Notification> history(TenantId tenant, String userId, ReadFilter reading, int offset, int most);

    /** How many of a user's notifications there are. */
    int count(TenantId tenant, String userId, ReadFilter reading);

    /** How many of a user's notifications are unread, counted up to {@code most}. */
    int countUnread(TenantId tenant, String userId, int most);

    /** Those of these users who have anything unread. */
    Set<UserKey> usersWithUnread(Collection<UserKey> users);

    /** Moves what is {@code QUEUED} on to {@code DELIVERED}; of any tenants. */
    void markDelivered(Collection<DeliveryReceipt> receipts);

    /**
     * Moves what is {@code QUEUED} or {@code DELIVERED} on to {@code SEEN}.
     *
     * @return the ids of those that were moved
     */
    List<String> markSeen(TenantId tenant, Collection<String> ids, UserAction mark);

    /**
     * Moves the notification {@code family} and those that pass it on to {@code ACKNOWLEDGED}, unless they are.
     *
     * @return those that were moved, as they are now
     */
    List<Notification> markAcknowledged(TenantId tenant, String family, UserAction mark);

    /** Puts a user's notification away; whether it was not before. */
    boolean markDismissed(TenantId tenant, String userId, String id, Instant at);

    /** Begins a chase. */
    void startEscalation(TenantId tenant, String id, Escalation chase);

    /** The chase of a notification, locked until the end of the transaction; empty once it has ended. */
    Optional<Escalation> lockEscalation(TenantId tenant, String id);

    /** Replaces a chase that this transaction has locked. */
    void updateEscalation(TenantId tenant, String id, Escalation chase);

    /** Ends a chase, after waiting for whoever has it locked. Does nothing for one that has ended. */
    void endEscalation(TenantId tenant, String id);

    /**
     * Writes down what became of a notification.
     *
     * @return whether that step had not been written down before
     */
    boolean appendEscalationLog(TenantId tenant, String id, EscalationLogEntry trace);

    /** What became of a notification, in that order. */
    List<EscalationLogEntry> escalationLog(TenantId tenant, String id);

    /**
     * Forgets notifications of all tenants that were created before a moment, oldest first.
     *
     * @return how many were forgotten, at most {@code most}
     */
    int deleteCreatedBefore(Instant createdBefore, int most);

    /** A notification was written to a live session. */
    record DeliveryReceipt(TenantId tenant, String id, Instant at) {}

    /**
     * A step in the life of a notification that must be acknowledged.
     *
     * @param step what happened: 1 to 32 characters, once for each notification
     * @param reached how many people or systems it reached
     */
    record EscalationLogEntry(String step, int reached, Instant at) {}
}
