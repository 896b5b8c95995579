package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.timestamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_CREATED;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_SENT;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_STATUS_CHANGED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: prescriptions. */
final class PrescriptionVocabulary {

    private PrescriptionVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(
                        PRESCRIPTION_CREATED,
                        "prescription:created",
                        (created, at) -> wrapped("prescription", StandardJson.prescription(created.prescription()), at))
                .render(
                        PRESCRIPTION_SENT,
                        "prescription:sent",
                        (sent, at) -> timestamped(
                                new JsonObject()
                                        .put("prescriptionId", sent.prescriptionId())
                                        .put("patientId", sent.patientId())
                                        .put("medication", sent.medication()),
                                at))
                .render(
                        PRESCRIPTION_STATUS_CHANGED,
                        "prescription:status_changed",
                        (changed, at) -> timestamped(
                                new JsonObject()
                                        .put("prescriptionId", changed.prescriptionId())
                                        .put("status", changed.status().wireName()),
                                at));
    }
}
