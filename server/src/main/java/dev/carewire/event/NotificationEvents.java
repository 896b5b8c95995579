package dev.carewire.event;

import java.time.Instant;
import java.util.List;

/** Notifications. */
public final class NotificationEvents {

    public static final EventType<NotificationCreated> NOTIFICATION_CREATED = new EventType<>(
                    "notification.created",
                    NotificationCreated.class,
                    (tenant, created) ->
                            List.of(RoomKey.user(tenant, created.notification().userId())),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A user has a new notification.")
            .changeOf(
                    ReportedRecord.Kind.NOTIFICATION,
                    created -> created.notification().id());

    public static final EventType<NotificationRepeated> NOTIFICATION_REPEATED = new EventType<>(
            "notification.repeated",
            NotificationRepeated.class,
            (tenant, repeated) ->
                    List.of(RoomKey.user(tenant, repeated.notification().userId())),
            Delivery.VOLATILE,
            Phi.CLINICAL,
            "A notification that is still unacknowledged was repeated.");

    public static final EventType<NotificationUpdated> NOTIFICATION_UPDATED = new EventType<>(
                    "notification.updated",
                    NotificationUpdated.class,
                    (tenant, updated) -> List.of(RoomKey.user(tenant, updated.userId())),
                    Delivery.LOGGED,
                    Phi.NONE,
                    "A notification was seen, acknowledged or dismissed.")
            .changeOf(ReportedRecord.Kind.NOTIFICATION, updated -> updated.id());

    public static final EventType<UnreadNotificationsChanged> UNREAD_NOTIFICATIONS_CHANGED = new EventType<>(
            "notification.unread-count-changed",
            UnreadNotificationsChanged.class,
            (tenant, count) -> List.of(RoomKey.user(tenant, count.userId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user's number of unseen notifications changed.");

    public static final EventType<PreferencesTold> PREFERENCES_TOLD = new EventType<>(
            "notification.preferences-told",
            PreferencesTold.class,
            (tenant, told) -> List.of(RoomKey.user(tenant, told.userId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "A user's notification preferences, after a change or on request.");

    static final List<EventType<?>> ALL = List.of(
            NOTIFICATION_CREATED,
            NOTIFICATION_REPEATED,
            NOTIFICATION_UPDATED,
            UNREAD_NOTIFICATIONS_CHANGED,
            PREFERENCES_TOLD);

    private NotificationEvents() {}

    /** A user has a new notification. */
    public record NotificationCreated(NotificationSnapshot notification) {}

    /** A notification is delivered again, under the same id. */
    public record NotificationRepeated(NotificationSnapshot notification) {}

    /**
     * A notification's state changed.
     *
     * @param state the state it has reached
     * @param dismissed whether the user has dismissed it
     * @param at when that happened
     */
    public record NotificationUpdated(
            String userId, String id, NotificationState state, boolean dismissed, Instant at) {}

    /**
     * A user's number of unseen notifications changed.
     *
     * @param unread 0 or more; the cap, which also stands for any larger number, is sent unchanged
     */
    public record UnreadNotificationsChanged(String userId, int unread) {}

    /**
     * A user's notification preferences.
     *
     * @param preferences by kind; a kind without an entry is delivered
     */
    public record PreferencesTold(String userId, List<NotificationPreference> preferences) {
        public PreferencesTold {
            preferences = List.copyOf(preferences);
        }
    }
}
