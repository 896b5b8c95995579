package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.LabEvents.LAB_RESULT_CREATED;
import static dev.carewire.event.LabEvents.LAB_RESULT_UPDATED;

import dev.carewire.dialect.Vocabulary;

/** Laboratory results, which derm-app's contract does not know, in its form. */
final class LabVocabulary {

    private LabVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(
                        LAB_RESULT_CREATED,
                        "lab-result:created",
                        (created, at) -> wrapped("labResult", StandardJson.labResult(created.labResult()), at))
                .render(
                        LAB_RESULT_UPDATED,
                        "lab-result:updated",
                        (updated, at) -> wrapped("labResult", StandardJson.labResult(updated.labResult()), at));
    }
}
