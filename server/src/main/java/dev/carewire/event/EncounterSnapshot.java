package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.Optional;

/**
 * A patient's encounter with a provider as of one moment, as documented in the chart.
 *
 * @param extra the clinic's further fields
 */
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
        Instant updatedAt,
        ExtraFields extra) {

    public EncounterSnapshot {
        id = PayloadChecks.id("id", id);
        patientId = PayloadChecks.id("patientId", patientId);
        patientName = PayloadChecks.line("patientName", patientName);
        providerId = PayloadChecks.id("providerId", providerId);
        providerName = PayloadChecks.line("providerName", providerName);
        appointmentId = PayloadChecks.id("appointmentId", appointmentId);
        PayloadChecks.required("status", status);
        chiefComplaint = PayloadChecks.prose("chiefComplaint", chiefComplaint);
        createdAt = PayloadChecks.moment("createdAt", createdAt);
        updatedAt = PayloadChecks.moment("updatedAt", updatedAt);
        PayloadChecks.required("extra", extra);
    }

    /** Shows id and state only: the rest is clinical. */
    @Override
    public String toString() {
        return "EncounterSnapshot[" + id + ", " + status + "]";
    }
}
