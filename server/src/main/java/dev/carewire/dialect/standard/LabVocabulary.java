package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.MinimalDisclosure.without;
import static dev.carewire.event.LabEvents.LAB_RESULT_CREATED;
import static dev.carewire.event.LabEvents.LAB_RESULT_UPDATED;

import dev.carewire.json.JsonObject;
import java.util.function.Consumer;

/** Laboratory results, which derm-app's contract does not contain, in its shape. */
final class LabVocabulary {

    private static final Consumer<JsonObject> REDUCTION = without("patientName", "result", "resultFlag");

    private LabVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(LAB_RESULT_CREATED)
                .modules(EventModules.RESULTS)
                .minimal(REDUCTION)
                .record("lab-result:created", "labResult", created -> StandardJson.labResult(created.labResult()));
        rows.event(LAB_RESULT_UPDATED)
                .modules(EventModules.RESULTS)
                .minimal(REDUCTION)
                .record("lab-result:updated", "labResult", updated -> StandardJson.labResult(updated.labResult()));
    }
}
