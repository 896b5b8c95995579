package dev.carewire.command;

import dev.carewire.text.Identifier;
import dev.carewire.text.Moments;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A position in a list that is ordered by time: directly after this item.
 *
 * @param at the item's time, in whole milliseconds
 * @param id distinguishes items of the same time
 */
public record TimeCursor(Instant at, String id) {

    /** Most digits of the milliseconds, in this base, of any moment that {@link Fields#moment} accepts. */
    private static final int MAX_DIGITS = 9;

    public TimeCursor {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(id, "id");
    }

    /**
     * The position that {@link #text} wrote.
     *
     * @throws RejectedException {@code INVALID} for any other text
     */
    public static TimeCursor parse(String text) {
        return find(text)
                .orElseThrow(() -> RejectedException.invalid("before: invalid (expected: the nextCursor of a page)"));
    }

    /** The position that {@link #text} wrote; empty for any other text. */
    public static Optional<TimeCursor> find(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || dot > MAX_DIGITS || !Identifier.isValid(text.substring(dot + 1))) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.ofEpochMilli(Long.parseLong(text.substring(0, dot), Character.MAX_RADIX));
            return Optional.of(new TimeCursor(at, text.substring(dot + 1)))
                    .filter(cursor -> Moments.isValid(cursor.at()));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    /** The form for clients, opaque to them. */
    public String text() {
        return Long.toString(at.toEpochMilli(), Character.MAX_RADIX) + "." + id;
    }
}
