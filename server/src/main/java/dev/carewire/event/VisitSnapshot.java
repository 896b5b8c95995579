package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/** A patient's visit to a doctor as of one moment. */
public record VisitSnapshot(
        String id,
        String code,
        PatientSnapshot patient,
        StaffSnapshot doctor,
        VisitStatus status,
        Optional<String> appointmentId,
        Optional<String> queueEntryId,
        Optional<String> chiefComplaint,
        Optional<String> notes,
        Instant openedAt,
        Optional<Instant> closedAt,
        Instant createdAt,
        Instant updatedAt) {

    /** Ids and state: the rest is clinical. */
    @Override
    public String toString() {
        return "VisitSnapshot[" + id + ", " + status + "]";
    }
}
