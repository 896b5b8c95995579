package dev.carewire.vitals;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.VitalRange;
import dev.carewire.event.VitalThresholds;
import dev.carewire.event.VitalValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A type of measured value. Numbers outside the plausible bounds are typing errors or in another unit, and are
 * rejected. So are units other than the type's own, since thresholds are compared without conversion. Immutable.
 *
 * @param name lower case
 * @param units the displayed unit, followed by its other spellings; empty if any unit is allowed
 * @param bounds plausible numbers
 * @param diastolicBounds plausible second numbers; empty for types without one
 * @param thresholds defaults for patients without custom ones; empty for none
 */
record VitalType(
        String name,
        List<String> units,
        Bounds bounds,
        Optional<Bounds> diastolicBounds,
        Optional<VitalThresholds> thresholds) {

    /** Longest unit, in characters. */
    static final int UNIT_LENGTH = 20;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    /** The predefined types, with the documented thresholds. */
    static final List<VitalType> KNOWN = List.of(
            new VitalType(
                    "blood_pressure",
                    List.of("mmHg"),
                    new Bounds(30, 350),
                    Optional.of(new Bounds(10, 250)),
                    Optional.of(new VitalThresholds(VitalRange.of(90, 140), Optional.of(VitalRange.of(60, 90))))),
            single("heart_rate", List.of("bpm", "/min"), new Bounds(10, 400), VitalThresholds.of(60, 100)),
            single("blood_sugar", List.of("mg/dL"), new Bounds(5, 2_000), VitalThresholds.of(70, 140)),
            single("temperature", List.of("°F", "F"), new Bounds(70, 120), VitalThresholds.of(97, 99.5)),
            single("weight", List.of("kg"), new Bounds(0.2, 700), VitalThresholds.of(30, 300)));

    private static final Map<String, VitalType> BY_NAME =
            KNOWN.stream().collect(Collectors.toUnmodifiableMap(VitalType::name, Function.identity()));

    private static final Bounds ANY = new Bounds(-1e9, 1e9);

    private static VitalType single(String name, List<String> units, Bounds bounds, VitalThresholds thresholds) {
        return new VitalType(name, units, bounds, Optional.empty(), Optional.of(thresholds));
    }

    /**
     * The type of that name. An unknown name is the clinic's own type: a single number of any size and unit.
     *
     * @throws RejectedException INVALID for an invalid type name
     */
    static VitalType named(String name) {
        VitalType known = BY_NAME.get(name);
        if (known != null) {
            return known;
        }
        if (!NAME.matcher(name).matches()) {
            throw RejectedException.invalid(
                    "dataType: invalid (expected: 1 to 40 lower case letters, digits and underscores, a letter first)");
        }
        return new VitalType(name, List.of(), ANY, Optional.empty(), Optional.empty());
    }

    /** Whether this is one of {@link #KNOWN}. */
    boolean isKnown() {
        return BY_NAME.containsKey(name);
    }

    /** The value, if it is valid for this type. */
    VitalValue checked(VitalValue value) {
        boolean pressure = diastolicBounds.isPresent();
        bounds.check(pressure ? "systolic" : "value", value.amount());
        value.diastolic().ifPresent(diastolic -> {
            diastolicBounds
                    .orElseThrow(() -> RejectedException.invalid("value: invalid (expected: a number)"))
                    .check("diastolic", diastolic);
            if (diastolic >= value.amount()) {
                throw RejectedException.invalid("diastolic: invalid (expected: below systolic)");
            }
        });
        return value;
    }

    /** The displayed unit; empty for the clinic's own types without one. */
    Optional<String> checkedUnit(Optional<String> given) {
        Optional<String> unit = given.map(String::strip).filter(text -> !text.isEmpty());
        if (units.isEmpty()) {
            return unit.map(text -> {
                if (text.length() > UNIT_LENGTH) {
                    throw RejectedException.invalid("unit must be a text of 1 to " + UNIT_LENGTH + " characters");
                }
                return Fields.line("unit", text);
            });
        }
        String shown = units.get(0);
        if (unit.isPresent() && units.stream().noneMatch(unit.get()::equalsIgnoreCase)) {
            throw RejectedException.invalid("unit: invalid (expected: " + shown + ")");
        }
        return Optional.of(shown);
    }

    /** The thresholds, if they are valid for this type. */
    VitalThresholds checked(VitalThresholds given) {
        bounds.check("threshold", given.amount());
        given.diastolic()
                .ifPresent(range -> diastolicBounds
                        .orElseThrow(() -> RejectedException.invalid("threshold: invalid (expected: min, max)"))
                        .check("diastolic", range));
        return given;
    }

    /** The smallest and largest plausible number, both inclusive. */
    record Bounds(double min, double max) {

        private void check(String field, double number) {
            // Written so that NaN fails.
            if (!(number >= min && number <= max)) {
                throw RejectedException.invalid(field + ": out of range (expected: " + ThresholdCheck.formatNumber(min)
                        + ".." + ThresholdCheck.formatNumber(max) + ")");
            }
        }

        private void check(String field, VitalRange range) {
            Stream.concat(range.min().stream(), range.max().stream()).forEach(end -> check(field, end));
            if (range.min().isPresent()
                    && range.max().isPresent()
                    && range.min().get() > range.max().get()) {
                throw RejectedException.invalid(field + ": invalid (expected: min not above max)");
            }
        }
    }
}
