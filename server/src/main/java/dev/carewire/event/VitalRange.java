package dev.carewire.event;

import java.util.Objects;
import java.util.Optional;

/**
 * The range of values that raise no alert, both ends inclusive.
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

    /** Omits the numbers, which are clinical. */
    @Override
    public String toString() {
        return "VitalRange[]";
    }
}
