package dev.carewire.command;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * The times of the records for which a client asks a list.
 *
 * @param from the first one; empty for any
 * @param before the first one after the range; empty for any
 */
public record TimeRange(Optional<Instant> from, Optional<Instant> before) {

    /** Every time. */
    public static final TimeRange ALL = new TimeRange(Optional.empty(), Optional.empty());

    public TimeRange {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(before, "before");
    }

    /** A day in a time zone; it has 23 to 25 hours when the clocks change. */
    public static TimeRange of(LocalDate day, ZoneId zone) {
        return new TimeRange(Optional.of(start(day, zone)), Optional.of(start(day.plusDays(1), zone)));
    }

    /** A day in a time zone and all later ones. */
    public static TimeRange since(LocalDate day, ZoneId zone) {
        return new TimeRange(Optional.of(start(day, zone)), Optional.empty());
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** Whether the range contains every time. */
    public boolean isUnbounded() {
        return from.isEmpty() && before.isEmpty();
    }
}
