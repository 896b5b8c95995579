package dev.carewire.notification;

import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which stored notifications are not told. Every call sees one tenant only, takes part in the transaction open on this thread, and
 * blocks.
 */
public interface HeldNotificationRepository {

    /** How many of a user's notifications of a kind were created after a moment and not held, counted up to {@code most}. */
    int countNotHeld(TenantId tenant, String userId, String kind, Instant after, int most);

    /**
     * Holds a notification back.
     *
     * @param until when it is looked at again; empty for never
     */
    void hold(TenantId tenant, NotificationSnapshot notification, Reason reason, Optional<Instant> until);

    /** Until when a flood of a kind to a user is held; empty if none is. */
    Optional<Instant> floodHeldUntil(TenantId tenant, String userId, String kind);

    /** The hold of a notification; empty if there is none, or if it is for good. */
    Optional<HeldNotification> find(TenantId tenant, String id);

    /** What is held from a user for this reason until {@code now} or earlier, in the order of creation; locked. */
    List<DueNotification> lockDue(TenantId tenant, String userId, Reason reason, Instant now);

    /** Ends holds: these are told, and brought to their user when they come. */
    void release(TenantId tenant, Collection<String> ids);

    /** Makes holds last for good: these were told in a summary. */
    void holdPermanently(TenantId tenant, Collection<String> ids);

    /** Why a notification is held. */
    enum Reason {
        /** Its user does not want to be told of such ones. */
        UNWANTED,
        /** Its user wants to be left alone for now. */
        QUIET,
        /** There were too many of its kind. */
        FLOOD
    }

    /** A notification's hold that will end. */
    record HeldNotification(String userId, Reason reason, Instant until) {}

    /**
     * What is held.
     *
     * @param undelivered whether its user has not come across it in the history meanwhile
     */
    record DueNotification(String id, String kind, NotificationPriority priority, boolean undelivered) {}
}
