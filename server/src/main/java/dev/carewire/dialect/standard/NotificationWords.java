package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_CREATED;

import dev.carewire.dialect.Vocabulary;

/** derm-app's names for events: notifications. */
final class NotificationWords {

    private NotificationWords() {}

    static void addTo(Vocabulary.Builder words) {
        words.say(
                NOTIFICATION_CREATED,
                "notification:new",
                (created, at) -> wrapped("notification", StandardJson.notification(created.notification()), at));
    }
}
