package dev.carewire.notification;

import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Stores which notifications are held back. Every call is limited to one tenant, joins the transaction open on this
 * thread, and blocks.
 */
public interface HeldNotificationRepository {

    /**
     * The number of a user's notifications of a kind that were created after a moment and not held, counted up to
     * {@code most}.
     */
    int countNotHeld(TenantId tenant, String userId, String kind, Instant after, int most);

    /**
     * Holds a notification back.
     *
     * @param until when to check it again; empty for never
     */
    void hold(TenantId tenant, NotificationSnapshot notification, Reason reason, Optional<Instant> until);

    /** When the hold on a user's flood of a kind ends; empty without one. */
    Optional<Instant> floodHeldUntil(TenantId tenant, String userId, String kind);

    /** The hold on a notification; empty without one, and if it is permanent. */
    Optional<HeldNotification> find(TenantId tenant, String id);

    /** A user's notifications held for this reason until {@code now} or earlier, in the order of creation; locked. */
    List<DueNotification> lockDue(TenantId tenant, String userId, Reason reason, Instant now);

    /** Releases holds: the notifications are delivered now, or at the user's next connect. */
    void release(TenantId tenant, Collection<String> ids);

    /** Makes holds permanent, since a summary replaced the notifications. */
    void holdPermanently(TenantId tenant, Collection<String> ids);

    /** Why a notification is held. */
    enum Reason {
        /** The user's preferences exclude such notifications. */
        UNWANTED,
        /** The user has quiet hours. */
        QUIET,
        /** There were too many of its kind. */
        FLOOD
    }

    /** A temporary hold on a notification. */
    record HeldNotification(String userId, Reason reason, Instant until) {}

    /**
     * A held notification that is due.
     *
     * @param undelivered whether its user has not found it in the history in the meantime
     */
    record DueNotification(String id, String kind, NotificationPriority priority, boolean undelivered) {}
}
