package dev.carewire.dialect;

import dev.carewire.event.Event;
import dev.carewire.event.NotificationEvents;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationEvents.UnreadNotificationsChanged;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.hub.Session;
import dev.carewire.notification.DeliveryTarget;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Delivers a user's waiting notifications to a new session, in the same form as new ones. */
public final class SessionDeliveryTarget implements DeliveryTarget {

    private final Session session;
    private final Dialect dialect;
    private final Clock clock;

    /** Delivers to {@code session}. */
    public SessionDeliveryTarget(Session session, Dialect dialect, Clock clock) {
        this.session = session;
        this.dialect = dialect;
        this.clock = clock;
    }

    /** Sends nothing to a user without unread notifications. */
    @Override
    public void deliver(List<NotificationSnapshot> waiting, int unread) {
        List<String> messages = new ArrayList<>();
        for (NotificationSnapshot notification : waiting) {
            messages.addAll(dialect.render(NotificationEvents.NOTIFICATION_CREATED.newEvent(
                    session.tenant(), clock.instant(), new NotificationCreated(notification))));
        }
        if (unread > 0) {
            Event<?> count = NotificationEvents.UNREAD_NOTIFICATIONS_CHANGED.newEvent(
                    session.tenant(),
                    clock.instant(),
                    new UnreadNotificationsChanged(session.caller().userId(), unread));
            messages.addAll(dialect.render(count));
        }
        if (!messages.isEmpty()) {
            session.send(messages);
        }
    }
}
