package dev.carewire.command;

import dev.carewire.text.Identifier;
import dev.carewire.text.Moments;
import dev.carewire.text.Texts;
import java.time.Instant;
import java.util.Optional;

/**
 * Validates the fields of a client's form. Each method throws {@link RejectedException} with {@link Rejection#INVALID}.
 * The message names the field and never contains its value.
 */
public final class Fields {

    /** Most records one list may hold. */
    public static final int MAX_LIMIT = 500;

    private Fields() {}

    /** The value of a required field. */
    public static <T> T required(String field, Optional<T> value) {
        return value.orElseThrow(() -> invalid(field, " is required"));
    }

    /**
     * A single line of 1 to {@link Texts#LINE_LENGTH} characters with something to see, without control characters and
     * bidirectional controls; blanks around it are removed.
     */
    public static String line(String field, String value) {
        String line = value.strip();
        if (line.isEmpty() || line.length() > Texts.LINE_LENGTH || !Texts.isLine(line)) {
            throw invalid(field, " must be one line of 1 to " + Texts.LINE_LENGTH + " characters");
        }
        if (Texts.isInvisible(line) || Texts.hasBidiControl(line)) {
            throw invalid(field, " must have visible characters and no bidirectional controls");
        }
        return line;
    }

    /**
     * A text of 1 to {@link Texts#PROSE_LENGTH} characters with something to see. Line breaks and tabs are its only control
     * characters, and its bidirectional controls end within their line.
     */
    public static String prose(String field, String value) {
        return prose(field, value, Texts.PROSE_LENGTH);
    }

    /** {@link #prose(String, String)} with another limit, in characters. */
    public static String prose(String field, String value, int maxLength) {
        if (value.isBlank() || value.length() > maxLength || !Texts.isProse(value)) {
            throw invalid(field, " must be a text of 1 to " + maxLength + " characters");
        }
        if (Texts.isInvisible(value) || !Texts.isBidiClosed(value)) {
            throw invalid(field, " must have visible characters and closed bidirectional controls");
        }
        return value;
    }

    /** A valid id, whether or not such a record exists. */
    public static String id(String field, String value) {
        if (!Identifier.isValid(value)) {
            throw invalid(field, " must be an id of 1 to " + Identifier.MAX_LENGTH + " characters");
        }
        return value;
    }

    /** An instant of the years 1900 to 2199, truncated to milliseconds. */
    public static Instant moment(String field, Instant value) {
        if (!Moments.isValid(value)) {
            throw invalid(field, " must lie between 1900 and 2200");
        }
        return Moments.truncated(value);
    }

    /** A whole number from {@code min} to {@code max}. */
    public static long within(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw invalid(field, " must be from " + min + " to " + max);
        }
        return value;
    }

    /** How many records a list may hold: 1 to {@link #MAX_LIMIT}. */
    public static int limit(int value) {
        return (int) within("limit", value, 1, MAX_LIMIT);
    }

    /** The new value of an optional {@link #line}: {@code current} if none is given, empty if a blank one is given. */
    public static Optional<String> changedLine(String field, Optional<String> given, Optional<String> current) {
        return given.isEmpty() ? current : given.filter(text -> !text.isBlank()).map(text -> line(field, text));
    }

    /** The new value of an optional {@link #prose}: {@code current} if none is given, empty if a blank one is given. */
    public static Optional<String> changedProse(String field, Optional<String> given, Optional<String> current) {
        return given.isEmpty() ? current : given.filter(text -> !text.isBlank()).map(text -> prose(field, text));
    }

    /** Rejects a change of a field that is fixed after creation. The current value is accepted. */
    public static void unchanged(String field, Optional<?> given, Optional<?> current) {
        if (given.isPresent() && !given.equals(current)) {
            throw invalid(field, " cannot be changed");
        }
    }

    private static RejectedException invalid(String field, String problem) {
        return RejectedException.invalid(new Fault(field, field + problem));
    }
}
