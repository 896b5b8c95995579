package dev.carewire.event;

import java.util.Objects;
import java.util.Optional;

/**
 * What was measured.
 *
 * @param amount the number; of a blood pressure the systolic one
 * @param diastolic the second number of a blood pressure; empty for everything else, and where only the systolic one is known
 */
public record VitalValue(double amount, Optional<Double> diastolic) {

    public VitalValue {
        Objects.requireNonNull(diastolic, "diastolic");
    }

    /** A single number. */
    public static VitalValue of(double amount) {
        return new VitalValue(amount, Optional.empty());
    }

    /** Both numbers of a blood pressure. */
    public static VitalValue bloodPressure(double systolic, double diastolic) {
        return new VitalValue(systolic, Optional.of(diastolic));
    }

    /** Without the numbers. */
    @Override
    public String toString() {
        return "VitalValue[]";
    }
}
