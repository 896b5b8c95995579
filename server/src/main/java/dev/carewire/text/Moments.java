package dev.carewire.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The instants and days that records may have: those of the years 1900 to 2199. */
public final class Moments {

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);

    private Moments() {}

    /** Whether a record may have this instant. */
    public static boolean isValid(Instant moment) {
        return !moment.isBefore(EARLIEST) && moment.isBefore(LATEST);
    }

    /** Whether a record may have this day. */
    public static boolean isValid(LocalDate day) {
        return !day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY);
    }

    /** The instant in whole milliseconds, as records store it. */
    public static Instant truncated(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS);
    }
}
