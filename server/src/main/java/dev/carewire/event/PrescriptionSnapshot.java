package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.Optional;

/**
 * A prescription as of one moment.
 *
 * @param medication name and strength, in one line
 * @param instructions how to take it
 * @param sentAt when it was sent to a pharmacy
 * @param extra the clinic's further fields
 */
public record PrescriptionSnapshot(
        String id,
        PatientSnapshot patient,
        StaffSnapshot doctor,
        Optional<String> visitId,
        String medication,
        Optional<String> instructions,
        PrescriptionStatus status,
        Optional<Instant> sentAt,
        Instant createdAt,
        Instant updatedAt,
        ExtraFields extra)
        implements Extensible<PrescriptionSnapshot> {

    public PrescriptionSnapshot {
        id = PayloadChecks.id("id", id);
        PayloadChecks.required("patient", patient);
        PayloadChecks.required("doctor", doctor);
        visitId = PayloadChecks.id("visitId", visitId);
        medication = PayloadChecks.line("medication", medication);
        instructions = PayloadChecks.prose("instructions", instructions);
        PayloadChecks.required("status", status);
        sentAt = PayloadChecks.moment("sentAt", sentAt);
        createdAt = PayloadChecks.moment("createdAt", createdAt);
        updatedAt = PayloadChecks.moment("updatedAt", updatedAt);
        PayloadChecks.required("extra", extra);
    }

    @Override
    public PrescriptionSnapshot withExtra(ExtraFields fields) {
        return new PrescriptionSnapshot(
                id, patient, doctor, visitId, medication, instructions, status, sentAt, createdAt, updatedAt, fields);
    }

    /** Shows id and state only: the rest is clinical. */
    @Override
    public String toString() {
        return "PrescriptionSnapshot[" + id + ", " + status + "]";
    }
}
