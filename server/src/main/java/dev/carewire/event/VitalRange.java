package dev.carewire.event;

import java.util.Objects;
import java.util.Optional;

/**
 * What a value may be without an alert, both ends included.
 *
 * @param min empty for no lower end
 * @param max empty for no upper end
 */
public record VitalRange(Optional<Double> min, Optional<Double> max) {

    public VitalRange {
        Objects.requireNonNull(min, "min");
        Objects.requireNonNull(max, "max");
    }

    /** A range with both ends. */
    public static VitalRange of(double min, double max) {
        return new VitalRange(Optional.of(min), Optional.of(max));
    }

    /** Without the numbers, which tell of somebody's illness. */
    @Override
    public String toString() {
        return "VitalRange[]";
    }
}
