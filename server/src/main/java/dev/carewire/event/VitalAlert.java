package dev.carewire.event;

import java.time.Instant;
import java.util.Objects;

/**
 * A measured number lies outside its threshold.
 *
 * @param vitalId the measured value
 * @param patientId whose it is
 * @param recordedBy the user who sent the value
 * @param component which of its numbers
 * @param end which end of the range it crossed
 * @param amount the number
 * @param threshold the end that was crossed
 * @param message in words, as clients show it
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
        /** The only one. */
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

    /** Ids alone. */
    @Override
    public String toString() {
        return "VitalAlert[vital=" + vitalId + ", patient=" + patientId + "]";
    }
}
