package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A prescription as of one moment.
 *
 * @param medication what and how strong, in one line
 * @param instructions how to take it
 * @param sentAt when it went to a pharmacy
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
        Instant updatedAt) {

    public PrescriptionSnapshot {
        id = Facts.id("id", id);
        Facts.given("patient", patient);
        Facts.given("doctor", doctor);
        visitId = Facts.id("visitId", visitId);
        medication = Facts.line("medication", medication);
        instructions = Facts.prose("instructions", instructions);
        Facts.given("status", status);
        sentAt = Facts.moment("sentAt", sentAt);
        createdAt = Facts.moment("createdAt", createdAt);
        updatedAt = Facts.moment("updatedAt", updatedAt);
    }

    /** Id and state: the rest is clinical. */
    @Override
    public String toString() {
        return "PrescriptionSnapshot[" + id + ", " + status + "]";
    }
}
