package dev.carewire.vitals;

import dev.carewire.event.VitalRange;
import java.util.Optional;

/**
 * New thresholds. A given range replaces the current one as a whole, including an omitted end.
 *
 * @param patientId the patient; empty for the caller
 * @param dataType the type of values; required
 * @param amount for the number, or the systolic value of a blood pressure
 * @param diastolic for the second number of a blood pressure only
 * @param unit of all given numbers; empty for the type's unit
 */
public record ThresholdForm(
        Optional<String> patientId,
        Optional<String> dataType,
        Optional<VitalRange> amount,
        Optional<VitalRange> diastolic,
        Optional<String> unit) {

    /** Shows nothing that was entered. */
    @Override
    public String toString() {
        return "ThresholdForm[]";
    }
}
