package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.timestamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.BiopsyEvents.BIOPSY_CREATED;
import static dev.carewire.event.BiopsyEvents.BIOPSY_RESULT_RECEIVED;
import static dev.carewire.event.BiopsyEvents.BIOPSY_REVIEWED;
import static dev.carewire.event.BiopsyEvents.BIOPSY_UPDATED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.BiopsySnapshot;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: biopsies. */
final class BiopsyVocabulary {

    private BiopsyVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(BIOPSY_CREATED, "biopsy:created", (created, at) -> wrapped("biopsy", biopsy(created.biopsy()), at))
                .render(
                        BIOPSY_UPDATED,
                        "biopsy:updated",
                        (updated, at) -> wrapped("biopsy", biopsy(updated.biopsy()), at))
                .render(
                        BIOPSY_RESULT_RECEIVED,
                        "biopsy:result_received",
                        (received, at) -> timestamped(
                                new JsonObject()
                                        .put("biopsyId", received.biopsyId())
                                        .put("patientId", received.patientId())
                                        .put("diagnosis", received.diagnosis()),
                                at))
                .render(
                        BIOPSY_REVIEWED,
                        "biopsy:reviewed",
                        (reviewed, at) -> timestamped(
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
                .put("status", biopsy.status().wireName())
                .put("bodyLocation", biopsy.bodyLocation())
                .put("specimenType", biopsy.specimenType())
                .put("pathLab", biopsy.pathLab())
                .put("pathLabCaseNumber", biopsy.pathLabCaseNumber())
                .put("diagnosis", biopsy.diagnosis())
                .put("createdAt", biopsy.createdAt())
                .put("resultedAt", biopsy.resultedAt());
    }
}
