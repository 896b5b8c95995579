package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.MinimalDisclosure.without;
import static dev.carewire.event.EncounterEvents.ENCOUNTER_COMPLETED;
import static dev.carewire.event.EncounterEvents.ENCOUNTER_CREATED;
import static dev.carewire.event.EncounterEvents.ENCOUNTER_SIGNED;
import static dev.carewire.event.EncounterEvents.ENCOUNTER_UPDATED;

import dev.carewire.event.EncounterSnapshot;
import dev.carewire.json.JsonObject;
import java.util.function.Consumer;

/** derm-app's names for events: encounters. */
final class EncounterVocabulary {

    private static final Consumer<JsonObject> REDUCTION = without("patientName", "chiefComplaint");

    private EncounterVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(ENCOUNTER_CREATED)
                .modules(EventModules.ENCOUNTERS)
                .minimal(REDUCTION)
                .record("encounter:created", "encounter", created -> encounter(created.encounter()));
        rows.event(ENCOUNTER_UPDATED)
                .modules(EventModules.ENCOUNTERS)
                .minimal(REDUCTION)
                .record("encounter:updated", "encounter", updated -> encounter(updated.encounter()));
        rows.event(ENCOUNTER_COMPLETED)
                .modules(EventModules.ENCOUNTERS)
                .timestamped(
                        "encounter:completed",
                        completed -> encounterReference(completed.encounterId(), completed.providerId()));
        rows.event(ENCOUNTER_SIGNED)
                .modules(EventModules.ENCOUNTERS)
                .timestamped(
                        "encounter:signed", signed -> encounterReference(signed.encounterId(), signed.providerId()));
    }

    private static JsonObject encounter(EncounterSnapshot encounter) {
        return new JsonObject()
                .put("id", encounter.id())
                .put("patientId", encounter.patientId())
                .put("patientName", encounter.patientName())
                .put("providerId", encounter.providerId())
                .put("providerName", encounter.providerName())
                .put("appointmentId", encounter.appointmentId())
                .put("status", encounter.status().wireName())
                .put("chiefComplaint", encounter.chiefComplaint())
                .put("createdAt", encounter.createdAt())
                .put("updatedAt", encounter.updatedAt())
                .putExtra(encounter.extra());
    }

    private static JsonObject encounterReference(String encounterId, String providerId) {
        return new JsonObject().put("encounterId", encounterId).put("providerId", providerId);
    }
}
