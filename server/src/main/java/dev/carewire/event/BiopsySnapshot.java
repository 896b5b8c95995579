package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A biopsy as of one moment.
 *
 * @param pathLab the laboratory that examines it
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
        Optional<Instant> resultedAt) {

    public BiopsySnapshot {
        id = Facts.id("id", id);
        patientId = Facts.id("patientId", patientId);
        patientName = Facts.line("patientName", patientName);
        orderingProviderId = Facts.id("orderingProviderId", orderingProviderId);
        orderingProviderName = Facts.line("orderingProviderName", orderingProviderName);
        Facts.given("status", status);
        bodyLocation = Facts.line("bodyLocation", bodyLocation);
        specimenType = Facts.line("specimenType", specimenType);
        pathLab = Facts.line("pathLab", pathLab);
        pathLabCaseNumber = Facts.line("pathLabCaseNumber", pathLabCaseNumber);
        diagnosis = Facts.prose("diagnosis", diagnosis);
        createdAt = Facts.moment("createdAt", createdAt);
        resultedAt = Facts.moment("resultedAt", resultedAt);
    }

    /** Id and state: the rest is clinical. */
    @Override
    public String toString() {
        return "BiopsySnapshot[" + id + ", " + status + "]";
    }
}
