package dev.carewire.event;

import dev.carewire.text.Identifier;
import dev.carewire.text.Moments;
import dev.carewire.text.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Checks on the payloads of events, some of which originate from other back ends. Each throws
 * {@link IllegalArgumentException} with {@code name: value (expected: …)}, but with a description of the fault in place
 * of a text. Values may be null if they originate from JSON.
 */
final class PayloadChecks {

    /** The largest amount of money, in cents. */
    static final long MAX_CENTS = 100_000_000_000L;

    private PayloadChecks() {}

    /** A value that must not be null. */
    static <T> T required(String name, T value) {
        if (value == null) {
            throw invalid(name, "missing", "a value");
        }
        return value;
    }

    /** A value that must be present. */
    static <T> T present(String name, Optional<T> value) {
        return required(name, value).orElseThrow(() -> invalid(name, "missing", "a value"));
    }

    /** An {@link Identifier}. */
    static String id(String name, String value) {
        String id = text(name, value, Identifier.MAX_LENGTH, Texts::isLine);
        if (!Identifier.isValid(id)) {
            throw invalid(
                    name,
                    "not an id",
                    "no blanks around it, no invisible characters, " + Identifier.MAX_BYTES + " bytes");
        }
        return id;
    }

    /** An {@link #id(String, String)}, or none. */
    static Optional<String> id(String name, Optional<String> value) {
        return required(name, value).map(text -> id(name, text));
    }

    /** One line of 1 to {@link Texts#LINE_LENGTH} characters without control characters. */
    static String line(String name, String value) {
        return text(name, value, Texts.LINE_LENGTH, Texts::isLine);
    }

    /** A {@link #line(String, String)}, or none. */
    static Optional<String> line(String name, Optional<String> value) {
        return required(name, value).map(text -> line(name, text));
    }

    /** A text of 1 to {@link Texts#PROSE_LENGTH} characters; line breaks and tabs are its only control characters. */
    static String prose(String name, String value) {
        return text(name, value, Texts.PROSE_LENGTH, Texts::isProse);
    }

    /** A {@link #prose(String, String)}, or none. */
    static Optional<String> prose(String name, Optional<String> value) {
        return required(name, value).map(text -> prose(name, text));
    }

    /** An instant of the years 1900 to 2199, truncated to milliseconds. */
    static Instant moment(String name, Instant value) {
        Instant moment = required(name, value);
        if (!Moments.isValid(moment)) {
            throw invalid(name, "out of range", "between 1900 and 2200");
        }
        return Moments.truncated(moment);
    }

    /** A {@link #moment(String, Instant)}, or none. */
    static Optional<Instant> moment(String name, Optional<Instant> value) {
        return required(name, value).map(instant -> moment(name, instant));
    }

    /** A day of the years 1900 to 2199. */
    static LocalDate day(String name, LocalDate value) {
        LocalDate day = required(name, value);
        if (!Moments.isValid(day)) {
            throw invalid(name, "out of range", "between 1900 and 2200");
        }
        return day;
    }

    /** A {@link #day(String, LocalDate)}, or none. */
    static Optional<LocalDate> day(String name, Optional<LocalDate> value) {
        return required(name, value).map(day -> day(name, day));
    }

    /** An amount of money in cents, from {@code min} to {@link #MAX_CENTS}. */
    static long cents(String name, long value, long min) {
        if (value < min || value > MAX_CENTS) {
            throw invalid(name, Long.toString(value), min + ".." + MAX_CENTS);
        }
        return value;
    }

    private static String text(String name, String value, int maxLength, Predicate<String> isClean) {
        String text = required(name, value);
        if (text.isBlank()) {
            throw invalid(name, "blank", "1 to " + maxLength + " characters");
        }
        if (text.length() > maxLength) {
            throw invalid(name, text.length() + " characters", "1 to " + maxLength);
        }
        if (!isClean.test(text)) {
            throw invalid(name, "control characters or halves of characters", "text");
        }
        return text;
    }

    private static IllegalArgumentException invalid(String name, String found, String expected) {
        return new IllegalArgumentException(name + ": " + found + " (expected: " + expected + ")");
    }
}
