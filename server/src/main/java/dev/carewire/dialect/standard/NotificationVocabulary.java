package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.timestamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_CREATED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_REPEATED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_UPDATED;
import static dev.carewire.event.NotificationEvents.PREFERENCES_TOLD;
import static dev.carewire.event.NotificationEvents.UNREAD_NOTIFICATIONS_CHANGED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: notifications. */
final class NotificationVocabulary {

    private NotificationVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(
                        NOTIFICATION_CREATED,
                        "notification:new",
                        (created, at) -> wrapped("notification", StandardJson.notification(created.notification()), at))
                .render(
                        NOTIFICATION_REPEATED,
                        "notification:new",
                        (repeated, at) ->
                                wrapped("notification", StandardJson.notification(repeated.notification()), at))
                .render(
                        NOTIFICATION_UPDATED,
                        "notification:updated",
                        (updated, at) -> timestamped(StandardJson.notificationState(updated), at))
                .render(
                        UNREAD_NOTIFICATIONS_CHANGED,
                        "notification:unread-count",
                        (count, at) -> timestamped(new JsonObject().put("unreadCount", count.unread()), at))
                .render(
                        PREFERENCES_TOLD,
                        "notification:preferences",
                        (told, at) -> timestamped(ReminderJson.preferences(told.preferences()), at));
    }
}
