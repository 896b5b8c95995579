package dev.carewire.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A measured value.
 *
 * @param patientId the id of the patient's chart, which is also the patient's user id
 * @param dataType the type of value, such as {@code heart_rate}
 * @param unit empty for a type of the clinic's own without one
 * @param original the value in the unit of its sender, if the server converted it to {@code unit}
 * @param measuredAt when it was measured, by the measuring device's clock
 * @param recordedAt when it arrived; values may arrive out of order
 * @param recordedBy the user who sent it
 */
public record VitalSnapshot(
        String id,
        String patientId,
        String dataType,
        VitalValue value,
        Optional<String> unit,
        Optional<OriginalReading> original,
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
        Objects.requireNonNull(original, "original");
        Objects.requireNonNull(notes, "notes");
        Objects.requireNonNull(measuredAt, "measuredAt");
        Objects.requireNonNull(recordedAt, "recordedAt");
        Objects.requireNonNull(recordedBy, "recordedBy");
    }

    /** Shows ids only. */
    @Override
    public String toString() {
        return "VitalSnapshot[" + id + ", patient=" + patientId + "]";
    }
}
