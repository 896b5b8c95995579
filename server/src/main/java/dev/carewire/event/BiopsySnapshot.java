package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.Optional;

/**
 * A biopsy as of one moment.
 *
 * @param pathLab the laboratory that examines it
 * @param extra the clinic's further fields
 */
public record BiopsySnapshot(
        String id,
        String patientId,
        Optional<String> patientName,
        String orderingProviderId,
        Optional<String> orderingProviderName,
        BiopsyStatus status,
        String bodyLocation,
        String specimenType,
        String pathLab,
        Optional<String> pathLabCaseNumber,
        Optional<String> diagnosis,
        Instant createdAt,
        Optional<Instant> resultedAt,
        ExtraFields extra) {

    public BiopsySnapshot {
        id = PayloadChecks.id("id", id);
        patientId = PayloadChecks.id("patientId", patientId);
        patientName = PayloadChecks.line("patientName", patientName);
        orderingProviderId = PayloadChecks.id("orderingProviderId", orderingProviderId);
        orderingProviderName = PayloadChecks.line("orderingProviderName", orderingProviderName);
        PayloadChecks.required("status", status);
        bodyLocation = PayloadChecks.line("bodyLocation", bodyLocation);
        specimenType = PayloadChecks.line("specimenType", specimenType);
        pathLab = PayloadChecks.line("pathLab", pathLab);
        pathLabCaseNumber = PayloadChecks.line("pathLabCaseNumber", pathLabCaseNumber);
        diagnosis = PayloadChecks.prose("diagnosis", diagnosis);
        createdAt = PayloadChecks.moment("createdAt", createdAt);
        resultedAt = PayloadChecks.moment("resultedAt", resultedAt);
        PayloadChecks.required("extra", extra);
    }

    /** Shows id and state only: the rest is clinical. */
    @Override
    public String toString() {
        return "BiopsySnapshot[" + id + ", " + status + "]";
    }
}
