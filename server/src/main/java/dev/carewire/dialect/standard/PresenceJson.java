package dev.carewire.dialect.standard;

import dev.carewire.event.PresenceEvents.ChartViewer;
import dev.carewire.event.PresenceEvents.PatientViewing;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.json.JsonObject;

/** Present users and viewers of charts, as derm-app's clients read them. */
public final class PresenceJson {

    private PresenceJson() {}

    /** A user and whether they can be reached. */
    public static JsonObject presence(PresenceChanged presence) {
        return new JsonObject()
                .put("userId", presence.userId())
                .put("userName", presence.userName())
                .put("status", StandardWireNames.of(presence.status()))
                .put("lastSeen", presence.lastSeen());
    }

    /** A user who has a chart open. */
    public static JsonObject viewer(ChartViewer viewer) {
        return new JsonObject()
                .put("userId", viewer.userId())
                .put("userName", viewer.userName())
                .put("startedAt", viewer.startedAt());
    }

    static JsonObject viewing(PatientViewing viewing) {
        return new JsonObject()
                .put("userId", viewing.userId())
                .put("userName", viewing.userName())
                .put("patientId", viewing.patientId())
                .put("isViewing", viewing.viewing())
                .put("startedAt", viewing.startedAt());
    }
}
