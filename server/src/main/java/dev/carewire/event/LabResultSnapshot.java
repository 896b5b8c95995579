package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A laboratory order and its result as of one moment.
 *
 * @param doctor who ordered it and reads the result
 * @param orderType what is examined, such as {@code Punch biopsy} or {@code CBC}
 * @param flag what the laboratory says the result means
 * @param reviewedBy the user id of who read it
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
        Instant updatedAt) {

    public LabResultSnapshot {
        id = Facts.id("id", id);
        Facts.given("patient", patient);
        Facts.given("doctor", doctor);
        visitId = Facts.id("visitId", visitId);
        orderType = Facts.line("orderType", orderType);
        Facts.given("status", status);
        Facts.given("flag", flag);
        result = Facts.prose("result", result);
        resultedAt = Facts.moment("resultedAt", resultedAt);
        reviewedBy = Facts.id("reviewedBy", reviewedBy);
        reviewedAt = Facts.moment("reviewedAt", reviewedAt);
        createdAt = Facts.moment("createdAt", createdAt);
        updatedAt = Facts.moment("updatedAt", updatedAt);
    }

    /** Id and state: the rest is clinical. */
    @Override
    public String toString() {
        return "LabResultSnapshot[" + id + ", " + status + "]";
    }
}
