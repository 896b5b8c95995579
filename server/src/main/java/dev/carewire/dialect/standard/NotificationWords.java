package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.stamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_CREATED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_REPEATED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_UPDATED;
import static dev.carewire.event.NotificationEvents.PREFERENCES_TOLD;
import static dev.carewire.event.NotificationEvents.UNREAD_NOTIFICATIONS_CHANGED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: notifications. */
final class NotificationWords {

    private NotificationWords() {}

    static void addTo(Vocabulary.Builder words) {
        words.say(
                        NOTIFICATION_CREATED,
                        "notification:new",
                        (created, at) -> wrapped("notification", StandardJson.notification(created.notification()), at))
                .say(
                        NOTIFICATION_REPEATED,
                        "notification:new",
                        (repeated, at) ->
                                wrapped("notification", StandardJson.notification(repeated.notification()), at))
                .say(
                        NOTIFICATION_UPDATED,
                        "notification:updated",
                        (updated, at) -> stamped(StandardJson.notificationState(updated), at))
                .say(
                        UNREAD_NOTIFICATIONS_CHANGED,
                        "notification:unread-count",
                        (count, at) -> stamped(new JsonObject().put("unreadCount", count.unread()), at))
                .say(
                        PREFERENCES_TOLD,
                        "notification:preferences",
                        (told, at) -> stamped(ReminderJson.preferences(told.preferences()), at));
    }
}
