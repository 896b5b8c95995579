package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.stamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_CREATED;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_SENT;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_STATUS_CHANGED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: prescriptions. */
final class PrescriptionWords {

    private PrescriptionWords() {}

    static void addTo(Vocabulary.Builder words) {
        words.say(
                        PRESCRIPTION_CREATED,
                        "prescription:created",
                        (created, at) -> wrapped("prescription", StandardJson.prescription(created.prescription()), at))
                .say(
                        PRESCRIPTION_SENT,
                        "prescription:sent",
                        (sent, at) -> stamped(
                                new JsonObject()
                                        .put("prescriptionId", sent.prescriptionId())
                                        .put("patientId", sent.patientId())
                                        .put("medication", sent.medication()),
                                at))
                .say(
                        PRESCRIPTION_STATUS_CHANGED,
                        "prescription:status_changed",
                        (changed, at) -> stamped(
                                new JsonObject()
                                        .put("prescriptionId", changed.prescriptionId())
                                        .put("status", changed.status().word()),
                                at));
    }
}
