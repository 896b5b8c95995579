package dev.carewire.event;

import java.util.Objects;
import java.util.Optional;

/**
 * The thresholds beyond which a value raises an alert.
 *
 * @param amount for the number, or the systolic value of a blood pressure
 * @param diastolic for the second number of a blood pressure; empty for all other types
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
