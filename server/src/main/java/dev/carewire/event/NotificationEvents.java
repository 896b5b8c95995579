package dev.carewire.event;

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

    static final List<EventType<?>> ALL = List.of(NOTIFICATION_CREATED);

    private NotificationEvents() {}

    /** A user is to be told something. */
    public record NotificationCreated(NotificationSnapshot notification) {}
}
