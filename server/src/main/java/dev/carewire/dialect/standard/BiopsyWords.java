package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.stamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.BiopsyEvents.BIOPSY_CREATED;
import static dev.carewire.event.BiopsyEvents.BIOPSY_RESULT_RECEIVED;
import static dev.carewire.event.BiopsyEvents.BIOPSY_REVIEWED;
import static dev.carewire.event.BiopsyEvents.BIOPSY_UPDATED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.BiopsySnapshot;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: biopsies. */
final class BiopsyWords {

    private BiopsyWords() {}

    static void addTo(Vocabulary.Builder words) {
        words.say(BIOPSY_CREATED, "biopsy:created", (created, at) -> wrapped("biopsy", biopsy(created.biopsy()), at))
                .say(BIOPSY_UPDATED, "biopsy:updated", (updated, at) -> wrapped("biopsy", biopsy(updated.biopsy()), at))
                .say(
                        BIOPSY_RESULT_RECEIVED,
                        "biopsy:result_received",
                        (received, at) -> stamped(
                                new JsonObject()
                                        .put("biopsyId", received.biopsyId())
                                        .put("patientId", received.patientId())
                                        .put("diagnosis", received.diagnosis()),
                                at))
                .say(
                        BIOPSY_REVIEWED,
                        "biopsy:reviewed",
                        (reviewed, at) -> stamped(
                                new JsonObject()
                                        .put("biopsyId", reviewed.biopsyId())
                                        .put("patientId", reviewed.patientId())
                                        .put("reviewedBy", reviewed.reviewedBy()),
                                at));
    }

    private static JsonObject biopsy(BiopsySnapshot biopsy) {
        return new JsonObject()
                .put("id", biopsy.id())
                .put("patientId", biopsy.patientId())
                .put("patientName", biopsy.patientName())
                .put("orderingProviderId", biopsy.orderingProviderId())
                .put("orderingProviderName", biopsy.orderingProviderName())
                .put("status", biopsy.status().word())
                .put("bodyLocation", biopsy.bodyLocation())
                .put("specimenType", biopsy.specimenType())
                .put("pathLab", biopsy.pathLab())
                .put("pathLabCaseNumber", biopsy.pathLabCaseNumber())
                .put("diagnosis", biopsy.diagnosis())
                .put("createdAt", biopsy.createdAt())
                .put("resultedAt", biopsy.resultedAt());
    }
}
