package dev.carewire.vitals;

import dev.carewire.event.VitalRange;
import dev.carewire.event.VitalValue;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A unit in which clients may give the values of a type, with its conversion to the type's own unit. The converted number
 * is the given one times {@code factor} plus {@code offset}, rounded to two decimals. Immutable.
 *
 * @param symbol as the server writes it
 * @param spellings every spelling that the server reads, the symbol and the UCUM code among them, in lower case
 */
record VitalUnit(String symbol, Set<String> spellings, double factor, double offset) {

    private static final double DECIMALS = 100;

    /** A type's own unit. */
    static VitalUnit own(String symbol, String... otherSpellings) {
        return converted(symbol, 1, 0, otherSpellings);
    }

    /** A unit whose number times {@code factor} plus {@code offset} is the number in the type's own unit. */
    static VitalUnit converted(String symbol, double factor, double offset, String... otherSpellings) {
        return new VitalUnit(
                symbol,
                Stream.concat(Stream.of(symbol), Arrays.stream(otherSpellings))
                        .map(VitalUnit::folded)
                        .collect(Collectors.toUnmodifiableSet()),
                factor,
                offset);
    }

    /** Whether {@code text} is a spelling of this unit, in upper or lower case, with or without blanks. */
    boolean isSpelled(String text) {
        return spellings.contains(folded(text));
    }

    /** Whether this is the type's own unit, which needs no conversion. */
    boolean isOwn() {
        return factor == 1 && offset == 0;
    }

    /** The value in the type's own unit. */
    VitalValue toOwn(VitalValue given) {
        return new VitalValue(toOwn(given.amount()), given.diastolic().map(this::toOwn));
    }

    /** The range in the type's own unit. */
    VitalRange toOwn(VitalRange given) {
        return new VitalRange(given.min().map(this::toOwn), given.max().map(this::toOwn));
    }

    private double toOwn(double number) {
        return isOwn() ? number : Math.rint((number * factor + offset) * DECIMALS) / DECIMALS;
    }

    /** Compatibility characters such as ℃ become their ordinary letters. */
    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
