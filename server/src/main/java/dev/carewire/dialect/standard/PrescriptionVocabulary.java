package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.MinimalDisclosure.without;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_CREATED;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_SENT;
import static dev.carewire.event.PrescriptionEvents.PRESCRIPTION_STATUS_CHANGED;

import dev.carewire.json.JsonObject;

/** derm-app's names for events: prescriptions. */
final class PrescriptionVocabulary {

    private PrescriptionVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(PRESCRIPTION_CREATED)
                .modules(EventModules.MEDICATION)
                .minimal(without("patientName", "medication"))
                .record(
                        "prescription:created",
                        "prescription",
                        created -> StandardJson.prescription(created.prescription()));
        rows.event(PRESCRIPTION_SENT)
                .modules(EventModules.MEDICATION)
                .minimal(without("medication"))
                .timestamped(
                        "prescription:sent",
                        sent -> new JsonObject()
                                .put("prescriptionId", sent.prescriptionId())
                                .put("patientId", sent.patientId())
                                .put("medication", sent.medication()));
        rows.event(PRESCRIPTION_STATUS_CHANGED)
                .modules(EventModules.MEDICATION)
                .timestamped(
                        "prescription:status_changed",
                        changed -> new JsonObject()
                                .put("prescriptionId", changed.prescriptionId())
                                .put("status", changed.status().wireName()));
    }
}
