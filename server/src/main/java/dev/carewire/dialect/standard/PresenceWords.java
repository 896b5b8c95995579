package dev.carewire.dialect.standard;

import static dev.carewire.event.PresenceEvents.PATIENT_VIEWING;
import static dev.carewire.event.PresenceEvents.USER_CAME_ONLINE;
import static dev.carewire.event.PresenceEvents.USER_STATUS_CHANGED;
import static dev.carewire.event.PresenceEvents.USER_WENT_OFFLINE;

import dev.carewire.dialect.Vocabulary;

/** derm-app's names for events: presence and viewing. They carry no {@code timestamp}. */
final class PresenceWords {

    private PresenceWords() {}

    static void addTo(Vocabulary.Builder words) {
        words.say(USER_CAME_ONLINE, "user:online", (presence, at) -> StandardJson.presence(presence))
                .say(USER_STATUS_CHANGED, "user:status", (presence, at) -> StandardJson.presence(presence))
                .say(USER_WENT_OFFLINE, "user:offline", (presence, at) -> StandardJson.presence(presence))
                .say(PATIENT_VIEWING, "patient:viewing", (viewing, at) -> StandardJson.viewing(viewing));
    }
}
