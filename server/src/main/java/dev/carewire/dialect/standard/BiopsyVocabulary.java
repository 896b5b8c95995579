package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.MinimalDisclosure.flagInsteadOf;
import static dev.carewire.dialect.standard.MinimalDisclosure.without;
import static dev.carewire.event.BiopsyEvents.BIOPSY_CREATED;
import static dev.carewire.event.BiopsyEvents.BIOPSY_RESULT_RECEIVED;
import static dev.carewire.event.BiopsyEvents.BIOPSY_REVIEWED;
import static dev.carewire.event.BiopsyEvents.BIOPSY_UPDATED;

import dev.carewire.event.BiopsySnapshot;
import dev.carewire.json.JsonObject;
import java.util.function.Consumer;

/** derm-app's names for events: biopsies. */
final class BiopsyVocabulary {

    private static final Consumer<JsonObject> REDUCTION = without("patientName", "diagnosis", "pathLabCaseNumber");

    private BiopsyVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(BIOPSY_CREATED)
                .modules(EventModules.RESULTS)
                .minimal(REDUCTION)
                .record("biopsy:created", "biopsy", created -> biopsy(created.biopsy()));
        rows.event(BIOPSY_UPDATED)
                .modules(EventModules.RESULTS)
                .minimal(REDUCTION)
                .record("biopsy:updated", "biopsy", updated -> biopsy(updated.biopsy()));
        rows.event(BIOPSY_RESULT_RECEIVED)
                .modules(EventModules.RESULTS)
                .minimal(flagInsteadOf("resultReceived", "diagnosis"))
                .timestamped(
                        "biopsy:result_received",
                        received -> new JsonObject()
                                .put("biopsyId", received.biopsyId())
                                .put("patientId", received.patientId())
                                .put("diagnosis", received.diagnosis()));
        rows.event(BIOPSY_REVIEWED)
                .modules(EventModules.RESULTS)
                .timestamped(
                        "biopsy:reviewed",
                        reviewed -> new JsonObject()
                                .put("biopsyId", reviewed.biopsyId())
                                .put("patientId", reviewed.patientId())
                                .put("reviewedBy", reviewed.reviewedBy()));
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
                .put("resultedAt", biopsy.resultedAt())
                .putExtra(biopsy.extra());
    }
}
