package dev.carewire.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A request to an insurer to authorise a treatment beforehand, as of one moment.
 *
 * @param authNumber the insurer's number for it, once approved
 */
public record PriorAuthSnapshot(
        String id,
        String patientId,
        Optional<String> patientName,
        PriorAuthStatus status,
        String serviceType,
        Optional<String> insurancePlan,
        Optional<String> authNumber,
        Optional<LocalDate> expirationDate,
        Instant createdAt,
        Instant updatedAt) {

    public PriorAuthSnapshot {
        id = Facts.id("id", id);
        patientId = Facts.id("patientId", patientId);
        patientName = Facts.line("patientName", patientName);
        Facts.given("status", status);
        serviceType = Facts.line("serviceType", serviceType);
        insurancePlan = Facts.line("insurancePlan", insurancePlan);
        authNumber = Facts.line("authNumber", authNumber);
        expirationDate = Facts.day("expirationDate", expirationDate);
        createdAt = Facts.moment("createdAt", createdAt);
        updatedAt = Facts.moment("updatedAt", updatedAt);
    }

    /** Id and state: the rest is personal. */
    @Override
    public String toString() {
        return "PriorAuthSnapshot[" + id + ", " + status + "]";
    }
}
