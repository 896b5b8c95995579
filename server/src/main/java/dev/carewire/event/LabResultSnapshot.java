package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.Optional;

/**
 * A laboratory order and its result as of one moment.
 *
 * @param doctor the doctor who ordered it and reads the result
 * @param orderType the examination, such as {@code Punch biopsy} or {@code CBC}
 * @param flag the laboratory's interpretation of the result
 * @param reviewedBy the reader's user id
 * @param extra the clinic's further fields
 */
public record LabResultSnapshot(
        String id,
        PatientSnapshot patient,
        StaffSnapshot doctor,
        Optional<String> visitId,
        String orderType,
        LabStatus status,
        Optional<LabFlag> flag,
        Optional<String> result,
        Optional<Instant> resultedAt,
        Optional<String> reviewedBy,
        Optional<Instant> reviewedAt,
        Instant createdAt,
        Instant updatedAt,
        ExtraFields extra)
        implements Extensible<LabResultSnapshot> {

    public LabResultSnapshot {
        id = PayloadChecks.id("id", id);
        PayloadChecks.required("patient", patient);
        PayloadChecks.required("doctor", doctor);
        visitId = PayloadChecks.id("visitId", visitId);
        orderType = PayloadChecks.line("orderType", orderType);
        PayloadChecks.required("status", status);
        PayloadChecks.required("flag", flag);
        result = PayloadChecks.prose("result", result);
        resultedAt = PayloadChecks.moment("resultedAt", resultedAt);
        reviewedBy = PayloadChecks.id("reviewedBy", reviewedBy);
        reviewedAt = PayloadChecks.moment("reviewedAt", reviewedAt);
        createdAt = PayloadChecks.moment("createdAt", createdAt);
        updatedAt = PayloadChecks.moment("updatedAt", updatedAt);
        PayloadChecks.required("extra", extra);
    }

    @Override
    public LabResultSnapshot withExtra(ExtraFields fields) {
        return new LabResultSnapshot(
                id,
                patient,
                doctor,
                visitId,
                orderType,
                status,
                flag,
                result,
                resultedAt,
                reviewedBy,
                reviewedAt,
                createdAt,
                updatedAt,
                fields);
    }

    /** Shows id and state only: the rest is clinical. */
    @Override
    public String toString() {
        return "LabResultSnapshot[" + id + ", " + status + "]";
    }
}
