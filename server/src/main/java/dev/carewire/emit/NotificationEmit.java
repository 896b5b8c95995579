package dev.carewire.emit;

import dev.carewire.cluster.Publisher;
import dev.carewire.event.Event;
import dev.carewire.event.NotificationEvents;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationEvents.NotificationRepeated;
import dev.carewire.event.NotificationEvents.NotificationUpdated;
import dev.carewire.event.NotificationEvents.PreferencesTold;
import dev.carewire.event.NotificationEvents.UnreadNotificationsChanged;
import dev.carewire.event.NotificationPreference;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Publishes stored notifications to their users. Notifications and their updates join the transaction open on the
 * calling thread, and block. Repetitions, counts and preferences never block and work on any thread.
 */
public final class NotificationEmit {

    private final Publisher publisher;
    private final Clock clock;

    /** Helpers that publish with the clock's time. */
    public NotificationEmit(Publisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    public void sendNotification(TenantId tenant, NotificationSnapshot notification) {
        publisher.publish(NotificationEvents.NOTIFICATION_CREATED.newEvent(
                tenant, clock.instant(), new NotificationCreated(notification)));
    }

    public void repeatNotification(TenantId tenant, NotificationSnapshot notification) {
        publisher.publish(NotificationEvents.NOTIFICATION_REPEATED.newEvent(
                tenant, clock.instant(), new NotificationRepeated(notification)));
    }

    /** Publishes a notification's progress to its user's sessions, except to the {@code session} that caused it. */
    public void sendNotificationUpdated(TenantId tenant, Optional<String> session, NotificationUpdated updated) {
        Event<NotificationUpdated> event = session.map(id ->
                        NotificationEvents.NOTIFICATION_UPDATED.newEventExcept(tenant, clock.instant(), id, updated))
                .orElseGet(() -> NotificationEvents.NOTIFICATION_UPDATED.newEvent(tenant, clock.instant(), updated));
        publisher.publish(event);
    }

    public void sendUnreadNotificationCount(TenantId tenant, String userId, int unread) {
        publisher.publish(NotificationEvents.UNREAD_NOTIFICATIONS_CHANGED.newEvent(
                tenant, clock.instant(), new UnreadNotificationsChanged(userId, unread)));
    }

    public void sendNotificationPreferences(TenantId tenant, String userId, List<NotificationPreference> preferences) {
        publisher.publish(NotificationEvents.PREFERENCES_TOLD.newEvent(
                tenant, clock.instant(), new PreferencesTold(userId, preferences)));
    }
}
