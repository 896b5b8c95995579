package dev.carewire.dialect.standard;

import static dev.carewire.event.PresenceEvents.PATIENT_VIEWING;
import static dev.carewire.event.PresenceEvents.USERS_LISTED;
import static dev.carewire.event.PresenceEvents.USER_CAME_ONLINE;
import static dev.carewire.event.PresenceEvents.USER_STATUS_CHANGED;
import static dev.carewire.event.PresenceEvents.USER_WENT_OFFLINE;
import static dev.carewire.event.PresenceEvents.VIEWERS_LISTED;

import dev.carewire.dialect.EventMessage;
import dev.carewire.event.PresenceEvents.ViewersListed;
import dev.carewire.json.JsonObject;
import java.util.List;

/** derm-app's names for events: presence and viewing. They carry no {@code timestamp}. The lists are additions to its contract. */
final class PresenceVocabulary {

    private PresenceVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(USER_CAME_ONLINE).modules(EventModules.OVERVIEW).untimed("user:online", PresenceJson::presence);
        rows.event(USER_STATUS_CHANGED).modules(EventModules.OVERVIEW).untimed("user:status", PresenceJson::presence);
        rows.event(USER_WENT_OFFLINE).modules(EventModules.OVERVIEW).untimed("user:offline", PresenceJson::presence);
        rows.event(PATIENT_VIEWING)
                .modules(EventModules.PATIENT_RECORDS)
                .untimed("patient:viewing", PresenceJson::viewing);
        rows.event(USERS_LISTED)
                .messages((listed, at) -> List.of(EventMessage.text(
                        "presence:snapshot",
                        listed.users().stream().map(PresenceJson::presence).toList())));
        rows.event(VIEWERS_LISTED).untimed("patient:viewers", PresenceVocabulary::viewers);
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
