package dev.carewire.event;

import java.util.Objects;
import java.util.Optional;

/**
 * The thresholds beyond which a value raises an alert.
 *
 * @param amount for the number, or the systolic value of a blood pressure
 * @param diastolic for the second number of a blood pressure; empty for all other types
 * @param unit of all these numbers; empty for a type of the clinic's own whose thresholds have none
 */
public record VitalThresholds(VitalRange amount, Optional<VitalRange> diastolic, Optional<String> unit) {

    public VitalThresholds {
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(diastolic, "diastolic");
        Objects.requireNonNull(unit, "unit");
    }

    /** Thresholds of a single number. */
    public static VitalThresholds of(double min, double max, String unit) {
        return new VitalThresholds(VitalRange.of(min, max), Optional.empty(), Optional.of(unit));
    }
}
