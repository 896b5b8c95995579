package dev.carewire.event;

import java.time.Instant;
import java.util.Objects;

/**
 * An alert: a measured number is outside its threshold.
 *
 * @param vitalId the measured value
 * @param patientId the patient
 * @param recordedBy the user who sent the value
 * @param component which of its numbers
 * @param end which end of the range it crossed
 * @param amount the number
 * @param threshold the crossed end
 * @param message the text that clients show
 * @param measuredAt when it was measured
 */
public record VitalAlert(
        String vitalId,
        String patientId,
        String recordedBy,
        String dataType,
        Component component,
        End end,
        double amount,
        double threshold,
        String message,
        Instant measuredAt) {

    /** The numbers of a value. */
    public enum Component {
        /** The only number of a value. */
        AMOUNT,
        SYSTOLIC,
        DIASTOLIC
    }

    /** The ends of a range. */
    public enum End {
        MIN,
        MAX
    }

    public VitalAlert {
        Objects.requireNonNull(vitalId, "vitalId");
        Objects.requireNonNull(patientId, "patientId");
        Objects.requireNonNull(recordedBy, "recordedBy");
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(component, "component");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(measuredAt, "measuredAt");
    }

    /** Shows ids only. */
    @Override
    public String toString() {
        return "VitalAlert[vital=" + vitalId + ", patient=" + patientId + "]";
    }
}
