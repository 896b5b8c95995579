package dev.carewire.vitals;

import dev.carewire.event.VitalRange;
import java.util.Objects;
import java.util.Optional;

/**
 * Thresholds to be set. A range that is given takes the place of the present one as a whole, an end that it leaves out included.
 *
 * @param patientId whose; empty for the caller's own
 * @param dataType of which values; required
 * @param amount for the number; of a blood pressure for the systolic one
 * @param diastolic for the second number of a blood pressure, and of nothing else
 */
public record ThresholdForm(
        Optional<String> patientId,
        Optional<String> dataType,
        Optional<VitalRange> amount,
        Optional<VitalRange> diastolic) {

    public ThresholdForm {
        Objects.requireNonNull(patientId, "patientId");
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(diastolic, "diastolic");
    }

    /** Nothing of what was entered. */
    @Override
    public String toString() {
        return "ThresholdForm[]";
    }
}
