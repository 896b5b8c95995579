package dev.carewire.text;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The one rule by which the server reads a day of the calendar, such as a birthday or the day of an appointment. Clients write the
 * day, its midnight at some offset, or the instant at which it begins in the clinic.
 */
public final class CalendarDays {

    private static final int DAY_LENGTH = "2026-11-20".length();

    private CalendarDays() {}

    /**
     * The day that a text states.
     *
     * <ul>
     *   <li>{@code 2026-11-20}: this day.
     *   <li>Midnight at the text's own offset, such as {@code 2026-11-20T00:00:00+05:30} or {@code 2026-11-20T00:00:00.000Z}: the day
     *       as written.
     *   <li>Any other date and time with offset: the day that the clinic's calendar shows at this instant.
     * </ul>
     *
     * @param zone the clinic's
     * @return empty for any other text, and for a year of more than four digits
     */
    public static Optional<LocalDate> parse(String text, ZoneId zone) {
        if (text.startsWith("+") || text.startsWith("-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.length() == DAY_LENGTH ? LocalDate.parse(text) : dayOf(OffsetDateTime.parse(text), zone));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static LocalDate dayOf(OffsetDateTime written, ZoneId zone) {
        return written.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? written.toLocalDate()
                : LocalDate.ofInstant(written.toInstant(), zone);
    }
}
