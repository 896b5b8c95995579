package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/** An encounter of a patient with a provider as of one moment, as written down in the chart. */
public record EncounterSnapshot(
        String id,
        String patientId,
        Optional<String> patientName,
        String providerId,
        Optional<String> providerName,
        Optional<String> appointmentId,
        EncounterStatus status,
        Optional<String> chiefComplaint,
        Instant createdAt,
        Instant updatedAt) {

    public EncounterSnapshot {
        id = Facts.id("id", id);
        patientId = Facts.id("patientId", patientId);
        patientName = Facts.line("patientName", patientName);
        providerId = Facts.id("providerId", providerId);
        providerName = Facts.line("providerName", providerName);
        appointmentId = Facts.id("appointmentId", appointmentId);
        Facts.given("status", status);
        chiefComplaint = Facts.prose("chiefComplaint", chiefComplaint);
        createdAt = Facts.moment("createdAt", createdAt);
        updatedAt = Facts.moment("updatedAt", updatedAt);
    }

    /** Id and state: the rest is clinical. */
    @Override
    public String toString() {
        return "EncounterSnapshot[" + id + ", " + status + "]";
    }
}
