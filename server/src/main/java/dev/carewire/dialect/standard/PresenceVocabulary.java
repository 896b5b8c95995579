package dev.carewire.dialect.standard;

import static dev.carewire.event.PresenceEvents.PATIENT_VIEWING;
import static dev.carewire.event.PresenceEvents.USERS_LISTED;
import static dev.carewire.event.PresenceEvents.USER_CAME_ONLINE;
import static dev.carewire.event.PresenceEvents.USER_STATUS_CHANGED;
import static dev.carewire.event.PresenceEvents.USER_WENT_OFFLINE;
import static dev.carewire.event.PresenceEvents.VIEWERS_LISTED;

import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.PresenceEvents.ViewersListed;
import dev.carewire.json.JsonObject;
import java.util.List;

/** derm-app's names for events: presence and viewing. They carry no {@code timestamp}. The lists are additions to its contract. */
final class PresenceVocabulary {

    private PresenceVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(USER_CAME_ONLINE, "user:online", (presence, at) -> PresenceJson.presence(presence))
                .render(USER_STATUS_CHANGED, "user:status", (presence, at) -> PresenceJson.presence(presence))
                .render(USER_WENT_OFFLINE, "user:offline", (presence, at) -> PresenceJson.presence(presence))
                .render(PATIENT_VIEWING, "patient:viewing", (viewing, at) -> PresenceJson.viewing(viewing))
                .render(
                        USERS_LISTED,
                        (listed, at) -> List.of(EventMessage.text(
                                "presence:snapshot",
                                listed.users().stream()
                                        .map(PresenceJson::presence)
                                        .toList())))
                .render(VIEWERS_LISTED, "patient:viewers", (listed, at) -> viewers(listed));
    }

    private static JsonObject viewers(ViewersListed listed) {
        return new JsonObject()
                .put("patientId", listed.patientId())
                .put(
                        "viewers",
                        listed.viewers().stream()
                                .map(PresenceJson::viewer)
                                .map(JsonObject::fields)
                                .toList());
    }
}
