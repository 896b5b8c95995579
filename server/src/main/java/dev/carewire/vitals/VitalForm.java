package dev.carewire.vitals;

import dev.carewire.event.VitalValue;
import java.time.Instant;
import java.util.Optional;

/**
 * A value to record.
 *
 * @param patientId the patient; empty for the caller
 * @param dataType the type of value; required
 * @param value required
 * @param unit one of the type's units, from which the value is converted; empty for the type's own
 * @param notes at most {@value #NOTES_LENGTH} characters; blank counts as absent
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

    /** Shows nothing that was entered. */
    @Override
    public String toString() {
        return "VitalForm[]";
    }
}
