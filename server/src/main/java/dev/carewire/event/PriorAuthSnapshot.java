package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A request to an insurer to authorize a treatment in advance, as of one moment.
 *
 * @param authNumber the insurer's number for it, once approved
 * @param extra the clinic's further fields
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
        Instant updatedAt,
        ExtraFields extra) {

    public PriorAuthSnapshot {
        id = PayloadChecks.id("id", id);
        patientId = PayloadChecks.id("patientId", patientId);
        patientName = PayloadChecks.line("patientName", patientName);
        PayloadChecks.required("status", status);
        serviceType = PayloadChecks.line("serviceType", serviceType);
        insurancePlan = PayloadChecks.line("insurancePlan", insurancePlan);
        authNumber = PayloadChecks.line("authNumber", authNumber);
        expirationDate = PayloadChecks.day("expirationDate", expirationDate);
        createdAt = PayloadChecks.moment("createdAt", createdAt);
        updatedAt = PayloadChecks.moment("updatedAt", updatedAt);
        PayloadChecks.required("extra", extra);
    }

    /** Shows id and state only: the rest is personal. */
    @Override
    public String toString() {
        return "PriorAuthSnapshot[" + id + ", " + status + "]";
    }
}
