package dev.carewire.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A measured value.
 *
 * @param patientId whose: the id of a patient's chart, which is also the user id with which that patient signs in
 * @param dataType what was measured, such as {@code heart_rate}
 * @param unit empty for a type of the clinic's own that has none
 * @param measuredAt when it was measured, by the clock of whoever did
 * @param recordedAt when it arrived here; values may arrive in another order than they were measured
 * @param recordedBy the user who sent it
 */
public record VitalSnapshot(
        String id,
        String patientId,
        String dataType,
        VitalValue value,
        Optional<String> unit,
        Optional<String> notes,
        Instant measuredAt,
        Instant recordedAt,
        String recordedBy) {

    public VitalSnapshot {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(patientId, "patientId");
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(notes, "notes");
        Objects.requireNonNull(measuredAt, "measuredAt");
        Objects.requireNonNull(recordedAt, "recordedAt");
        Objects.requireNonNull(recordedBy, "recordedBy");
    }

    /** Ids alone. */
    @Override
    public String toString() {
        return "VitalSnapshot[" + id + ", patient=" + patientId + "]";
    }
}
