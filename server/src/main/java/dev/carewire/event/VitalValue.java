package dev.carewire.event;

import java.util.Objects;
import java.util.Optional;

/**
 * A measured number, or the two numbers of a blood pressure.
 *
 * @param amount the number, or the systolic value of a blood pressure
 * @param diastolic the diastolic value of a blood pressure; empty for all other types, and if unknown
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

    /** Omits the numbers. */
    @Override
    public String toString() {
        return "VitalValue[]";
    }
}
