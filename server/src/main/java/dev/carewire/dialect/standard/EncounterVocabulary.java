package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.timestamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.EncounterEvents.ENCOUNTER_COMPLETED;
import static dev.carewire.event.EncounterEvents.ENCOUNTER_CREATED;
import static dev.carewire.event.EncounterEvents.ENCOUNTER_SIGNED;
import static dev.carewire.event.EncounterEvents.ENCOUNTER_UPDATED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.EncounterSnapshot;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: encounters. */
final class EncounterVocabulary {

    private EncounterVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(
                        ENCOUNTER_CREATED,
                        "encounter:created",
                        (created, at) -> wrapped("encounter", encounter(created.encounter()), at))
                .render(
                        ENCOUNTER_UPDATED,
                        "encounter:updated",
                        (updated, at) -> wrapped("encounter", encounter(updated.encounter()), at))
                .render(
                        ENCOUNTER_COMPLETED,
                        "encounter:completed",
                        (completed, at) ->
                                timestamped(encounterReference(completed.encounterId(), completed.providerId()), at))
                .render(
                        ENCOUNTER_SIGNED,
                        "encounter:signed",
                        (signed, at) -> timestamped(encounterReference(signed.encounterId(), signed.providerId()), at));
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
                .put("updatedAt", encounter.updatedAt());
    }

    private static JsonObject encounterReference(String encounterId, String providerId) {
        return new JsonObject().put("encounterId", encounterId).put("providerId", providerId);
    }
}
