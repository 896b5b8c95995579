package dev.carewire.vitals;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.OriginalReading;
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
 * A type of measured value. A value in one of its other units is converted to its own, so that values and thresholds can
 * be compared. Numbers outside the plausible bounds are typing errors or in a unit that was not given, and are rejected.
 * Immutable.
 *
 * @param name lower case
 * @param units the type's own unit, followed by those that it converts; empty if any unit is allowed
 * @param bounds plausible numbers in the type's own unit
 * @param boundsWithoutUnit those of them that are plausible in no other unit; they apply to numbers without a unit
 * @param diastolicBounds plausible second numbers; empty for types without one
 * @param thresholds defaults for patients without custom ones; empty for none
 */
record VitalType(
        String name,
        List<VitalUnit> units,
        Bounds bounds,
        Bounds boundsWithoutUnit,
        Optional<Bounds> diastolicBounds,
        Optional<VitalThresholds> thresholds) {

    /** Longest unit, in characters. */
    static final int UNIT_LENGTH = 20;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    private static final double MMHG_PER_KPA = 7.50062;
    private static final double MG_PER_DL_OF_GLUCOSE_PER_MMOL_PER_L = 18.016;
    private static final double KG_PER_POUND = 0.45359237;

    /** The predefined types, with the documented thresholds. */
    static final List<VitalType> KNOWN = List.of(
            new VitalType(
                    "blood_pressure",
                    List.of(VitalUnit.own("mmHg", "mm[Hg]"), VitalUnit.converted("kPa", MMHG_PER_KPA, 0)),
                    new Bounds(30, 350),
                    new Bounds(30, 350),
                    Optional.of(new Bounds(10, 250)),
                    Optional.of(new VitalThresholds(
                            VitalRange.of(90, 140), Optional.of(VitalRange.of(60, 90)), Optional.of("mmHg")))),
            single(
                    "heart_rate",
                    List.of(VitalUnit.own("bpm", "/min", "1/min", "{beats}/min", "beats/min")),
                    new Bounds(10, 400),
                    VitalThresholds.of(60, 100, "bpm")),
            new VitalType(
                    "blood_sugar",
                    List.of(
                            VitalUnit.own("mg/dL"),
                            VitalUnit.converted("mmol/L", MG_PER_DL_OF_GLUCOSE_PER_MMOL_PER_L, 0)),
                    new Bounds(10, 2_000),
                    // Glucose meters measure up to 33.3 mmol/L.
                    new Bounds(40, 2_000),
                    Optional.empty(),
                    Optional.of(VitalThresholds.of(70, 140, "mg/dL"))),
            single(
                    "temperature",
                    List.of(
                            VitalUnit.own("°F", "ºF", "F", "degF", "[degF]"),
                            VitalUnit.converted("°C", 1.8, 32, "ºC", "C", "degC", "Cel")),
                    new Bounds(70, 120),
                    VitalThresholds.of(97, 99.5, "°F")),
            single(
                    "weight",
                    List.of(
                            VitalUnit.own("kg"),
                            VitalUnit.converted("g", 0.001, 0),
                            VitalUnit.converted("lb", KG_PER_POUND, 0, "lbs", "[lb_av]")),
                    new Bounds(0.2, 700),
                    VitalThresholds.of(30, 300, "kg")));

    private static final Map<String, VitalType> BY_NAME =
            KNOWN.stream().collect(Collectors.toUnmodifiableMap(VitalType::name, Function.identity()));

    private static final Bounds ANY = new Bounds(-1e9, 1e9);

    private static VitalType single(String name, List<VitalUnit> units, Bounds bounds, VitalThresholds thresholds) {
        return new VitalType(name, units, bounds, bounds, Optional.empty(), Optional.of(thresholds));
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
        return new VitalType(name, List.of(), ANY, ANY, Optional.empty(), Optional.empty());
    }

    /** Whether this is one of {@link #KNOWN}. */
    boolean isKnown() {
        return BY_NAME.containsKey(name);
    }

    /**
     * A client's value in this type's unit.
     *
     * @param unit any spelling of one of {@link #units}; blank or empty for the type's own
     * @throws RejectedException INVALID for another unit, and for numbers that are not plausible
     */
    VitalReading read(VitalValue given, Optional<String> unit) {
        if (units.isEmpty()) {
            return new VitalReading(checked(given, bounds), freeUnit(unit), Optional.empty());
        }
        Optional<VitalUnit> named = namedUnit(unit);
        VitalUnit from = named.orElse(units.get(0));
        return new VitalReading(
                checked(from.toOwn(given), named.isPresent() ? bounds : boundsWithoutUnit),
                ownUnit(),
                from.isOwn() ? Optional.empty() : Optional.of(new OriginalReading(given, from.symbol())));
    }

    private VitalValue checked(VitalValue value, Bounds plausible) {
        boolean pressure = diastolicBounds.isPresent();
        plausible.check(pressure ? "systolic" : "value", value.amount(), expectedUnits());
        value.diastolic().ifPresent(diastolic -> {
            diastolicBounds
                    .orElseThrow(() -> RejectedException.invalid("value: invalid (expected: a number)"))
                    .check("diastolic", diastolic, expectedUnits());
            if (diastolic >= value.amount()) {
                throw RejectedException.invalid("diastolic: invalid (expected: below systolic)");
            }
        });
        return value;
    }

    /** The rejection of a number that is to be in the type's own unit, and is in another one. */
    RejectedException foreignUnit() {
        return RejectedException.invalid("unit: invalid (expected: " + ownUnit().orElse("none") + ")");
    }

    /** The type's own unit; empty for the clinic's own types. */
    private Optional<String> ownUnit() {
        return units.stream().findFirst().map(VitalUnit::symbol);
    }

    /** The unit that the client named; empty for none, and for the clinic's own types, which convert nothing. */
    private Optional<VitalUnit> namedUnit(Optional<String> unit) {
        return nonBlank(unit)
                .filter(text -> !units.isEmpty())
                .map(text -> units.stream()
                        .filter(known -> known.isSpelled(text))
                        .findFirst()
                        .orElseThrow(() -> RejectedException.invalid("unit: invalid (expected: " + symbols() + ")")));
    }

    private static Optional<String> freeUnit(Optional<String> unit) {
        return nonBlank(unit).map(text -> {
            if (text.length() > UNIT_LENGTH) {
                throw RejectedException.invalid("unit must be a text of 1 to " + UNIT_LENGTH + " characters");
            }
            return Fields.line("unit", text);
        });
    }

    private static Optional<String> nonBlank(Optional<String> unit) {
        return unit.map(String::strip).filter(text -> !text.isEmpty());
    }

    /** How a message names the unit of a range of numbers. */
    private String expectedUnits() {
        return ownUnit()
                .map(own -> " " + own + (units.size() > 1 ? ", or another unit of: " + symbols() : ""))
                .orElse("");
    }

    private String symbols() {
        return units.stream().map(VitalUnit::symbol).collect(Collectors.joining(", "));
    }

    /**
     * A client's range for the number, or the systolic value, in this type's unit.
     *
     * @param unit as for {@link #read}
     * @throws RejectedException INVALID as for {@link #read}
     */
    VitalRange readRange(VitalRange given, Optional<String> unit) {
        return readRange("threshold", given, unit, namedUnit(unit).isPresent() ? bounds : boundsWithoutUnit);
    }

    /**
     * A client's range for the diastolic value, in this type's unit.
     *
     * @param unit as for {@link #read}
     * @throws RejectedException INVALID as for {@link #read}, and for types without a diastolic value
     */
    VitalRange readDiastolicRange(VitalRange given, Optional<String> unit) {
        Bounds plausible =
                diastolicBounds.orElseThrow(() -> RejectedException.invalid("threshold: invalid (expected: min, max)"));
        return readRange("diastolic", given, unit, plausible);
    }

    private VitalRange readRange(String field, VitalRange given, Optional<String> unit, Bounds plausible) {
        VitalRange range =
                units.isEmpty() ? given : namedUnit(unit).orElse(units.get(0)).toOwn(given);
        plausible.check(field, range, expectedUnits());
        return range;
    }

    /** The unit of thresholds: the type's own, or what the client gave for a type of the clinic's own. */
    Optional<String> thresholdUnit(Optional<String> given) {
        return ownUnit().or(() -> freeUnit(given));
    }

    /** The smallest and largest plausible number, both inclusive. */
    record Bounds(double min, double max) {

        private void check(String field, double number, String units) {
            // Written so that NaN fails.
            if (!(number >= min && number <= max)) {
                throw RejectedException.invalid(field + ": out of range (expected: " + ThresholdCheck.formatNumber(min)
                        + ".." + ThresholdCheck.formatNumber(max) + units + ")");
            }
        }

        private void check(String field, VitalRange range, String units) {
            Stream.concat(range.min().stream(), range.max().stream()).forEach(end -> check(field, end, units));
            if (range.min().isPresent()
                    && range.max().isPresent()
                    && range.min().get() > range.max().get()) {
                throw RejectedException.invalid(field + ": invalid (expected: min not above max)");
            }
        }
    }
}
