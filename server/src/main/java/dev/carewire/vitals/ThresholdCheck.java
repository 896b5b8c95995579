package dev.carewire.vitals;

import dev.carewire.command.RejectedException;
import dev.carewire.event.VitalAlert;
import dev.carewire.event.VitalAlert.End;
import dev.carewire.event.VitalRange;
import dev.carewire.event.VitalSnapshot;
import dev.carewire.event.VitalThresholds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares values with thresholds. */
final class ThresholdCheck {

    private ThresholdCheck() {}

    /**
     * Rejects a value that the thresholds cannot be compared with. Types with units of their own convert each value, so
     * this concerns the clinic's own types.
     *
     * @throws RejectedException INVALID if the thresholds have a unit and the value another or none
     */
    static void requireSameUnit(VitalSnapshot vital, VitalThresholds thresholds) {
        thresholds
                .unit()
                .filter(unit -> !vital.unit().filter(unit::equalsIgnoreCase).isPresent())
                .ifPresent(unit -> {
                    throw RejectedException.invalid(
                            "unit: invalid (expected: " + unit + ", the unit of the threshold)");
                });
    }

    /** One alert, with the documented text, for each component of the value outside its range. */
    static List<VitalAlert> alerts(VitalSnapshot vital, VitalThresholds thresholds) {
        List<VitalAlert> alerts = new ArrayList<>();
        boolean pressure = thresholds.diastolic().isPresent();
        VitalAlert.Component first = pressure ? VitalAlert.Component.SYSTOLIC : VitalAlert.Component.AMOUNT;
        breach(vital, first, vital.value().amount(), thresholds.amount()).ifPresent(alerts::add);
        if (pressure && vital.value().diastolic().isPresent()) {
            double diastolic = vital.value().diastolic().get();
            breach(
                            vital,
                            VitalAlert.Component.DIASTOLIC,
                            diastolic,
                            thresholds.diastolic().get())
                    .ifPresent(alerts::add);
        }
        return alerts;
    }

    private static Optional<VitalAlert> breach(
            VitalSnapshot vital, VitalAlert.Component component, double amount, VitalRange range) {
        Optional<VitalAlert> below = range.min()
                .filter(min -> amount < min)
                .map(min -> alert(vital, component, End.MIN, amount, min, "below minimum"));
        return below.or(() -> range.max()
                .filter(max -> amount > max)
                .map(max -> alert(vital, component, End.MAX, amount, max, "above maximum")));
    }

    private static VitalAlert alert(
            VitalSnapshot vital,
            VitalAlert.Component component,
            End end,
            double amount,
            double threshold,
            String where) {
        return new VitalAlert(
                vital.id(),
                vital.patientId(),
                vital.recordedBy(),
                vital.dataType(),
                component,
                end,
                amount,
                threshold,
                vital.dataType() + " value " + formatNumber(amount) + " is " + where + " threshold "
                        + formatNumber(threshold),
                vital.measuredAt());
    }

    /** The number without an exponent or trailing zeros. */
    static String formatNumber(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
