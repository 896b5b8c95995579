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
            "A user is to be told something.");

    public static final EventType<NotificationRepeated> NOTIFICATION_REPEATED = new EventType<>(
            "notification.repeated",
            NotificationRepeated.class,
            (tenant, repeated) ->
                    List.of(RoomKey.user(tenant, repeated.notification().userId())),
            Delivery.VOLATILE,
            Phi.CLINICAL,
            "A user is told again what nobody has acknowledged.");

    public static final EventType<NotificationUpdated> NOTIFICATION_UPDATED = new EventType<>(
            "notification.updated",
            NotificationUpdated.class,
            (tenant, updated) -> List.of(RoomKey.user(tenant, updated.userId())),
            Delivery.LOGGED,
            Phi.NONE,
            "A notification was seen, acknowledged or dismissed.");

    public static final EventType<UnreadNotificationsChanged> UNREAD_NOTIFICATIONS_CHANGED = new EventType<>(
            "notification.unread-count-changed",
            UnreadNotificationsChanged.class,
            (tenant, count) -> List.of(RoomKey.user(tenant, count.userId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "How many notifications a user has not seen.");

    public static final EventType<PreferencesTold> PREFERENCES_TOLD = new EventType<>(
            "notification.preferences-told",
            PreferencesTold.class,
            (tenant, told) -> List.of(RoomKey.user(tenant, told.userId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "What a user wants to be told of, after they changed it or asked for it.");

    static final List<EventType<?>> ALL = List.of(
            NOTIFICATION_CREATED,
            NOTIFICATION_REPEATED,
            NOTIFICATION_UPDATED,
            UNREAD_NOTIFICATIONS_CHANGED,
            PREFERENCES_TOLD);

    private NotificationEvents() {}

    /** A user is to be told something. */
    public record NotificationCreated(NotificationSnapshot notification) {}

    /** A user is told again, under the same id. */
    public record NotificationRepeated(NotificationSnapshot notification) {}

    /**
     * A notification went on.
     *
     * @param state how far it has come
     * @param dismissed whether the user has put it away
     * @param at when that happened
     */
    public record NotificationUpdated(
            String userId, String id, NotificationState state, boolean dismissed, Instant at) {}

    /**
     * How many notifications a user has not seen.
     *
     * @param unread 0 or more; a number that stands for itself and more is told as it is
     */
    public record UnreadNotificationsChanged(String userId, int unread) {}

    /**
     * What a user wants to be told of.
     *
     * @param preferences by kind; what is not in here is told
     */
    public record PreferencesTold(String userId, List<NotificationPreference> preferences) {
        public PreferencesTold {
            preferences = List.copyOf(preferences);
        }
    }
}
