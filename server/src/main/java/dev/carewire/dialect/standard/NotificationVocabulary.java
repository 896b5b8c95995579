package dev.carewire.dialect.standard;

import static dev.carewire.event.NotificationEvents.NOTIFICATION_CREATED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_REPEATED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_UPDATED;
import static dev.carewire.event.NotificationEvents.PREFERENCES_TOLD;
import static dev.carewire.event.NotificationEvents.UNREAD_NOTIFICATIONS_CHANGED;

import dev.carewire.json.JsonObject;

/** derm-app's names for events: notifications. */
final class NotificationVocabulary {

    private NotificationVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(NOTIFICATION_CREATED)
                .minimal(MinimalDisclosure::replaceText)
                .record(
                        "notification:new",
                        "notification",
                        created -> StandardJson.notification(created.notification()));
        rows.event(NOTIFICATION_REPEATED)
                .minimal(MinimalDisclosure::replaceText)
                .record(
                        "notification:new",
                        "notification",
                        repeated -> StandardJson.notification(repeated.notification()));
        rows.event(NOTIFICATION_UPDATED).timestamped("notification:updated", StandardJson::notificationState);
        rows.event(UNREAD_NOTIFICATIONS_CHANGED)
                .timestamped("notification:unread-count", count -> new JsonObject().put("unreadCount", count.unread()));
        rows.event(PREFERENCES_TOLD)
                .timestamped("notification:preferences", told -> ReminderJson.preferences(told.preferences()));
    }
}
