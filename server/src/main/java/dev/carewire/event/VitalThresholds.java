package dev.carewire.event;

import java.util.Objects;
import java.util.Optional;

/**
 * Outside of what a value raises an alert.
 *
 * @param amount for the number; of a blood pressure for the systolic one
 * @param diastolic for the second number of a blood pressure; empty for everything else
 */
public record VitalThresholds(VitalRange amount, Optional<VitalRange> diastolic) {

    public VitalThresholds {
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(diastolic, "diastolic");
    }

    /** Thresholds of a single number. */
    public static VitalThresholds of(double min, double max) {
        return new VitalThresholds(VitalRange.of(min, max), Optional.empty());
    }
}
