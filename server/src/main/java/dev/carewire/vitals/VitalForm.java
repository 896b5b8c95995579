package dev.carewire.vitals;

import dev.carewire.event.VitalValue;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A value to be recorded.
 *
 * @param patientId whose; empty for the caller's own
 * @param dataType what was measured; required
 * @param value required
 * @param unit empty for the one that the type has
 * @param notes at most {@value #NOTES_LENGTH} characters; blank ones count as none
 * @param measuredAt empty for now
 */
public record VitalForm(
        Optional<String> patientId,
        Optional<String> dataType,
        Optional<VitalValue> value,
        Optional<String> unit,
        Optional<String> notes,
        Optional<Instant> measuredAt) {

    /** Longest notes, in characters. */
    public static final int NOTES_LENGTH = 1_000;

    public VitalForm {
        Objects.requireNonNull(patientId, "patientId");
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(notes, "notes");
        Objects.requireNonNull(measuredAt, "measuredAt");
    }

    /** Nothing of what was entered. */
    @Override
    public String toString() {
        return "VitalForm[]";
    }
}
