package dev.carewire.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The daily period in which a user wants no notifications.
 *
 * @param start its start, in the user's local time
 * @param end its end, on the next day if before {@code start}; never equal to it
 * @param zone the user's time zone
 */
public record QuietHours(LocalTime start, LocalTime end, ZoneId zone) {

    public QuietHours {
        if (start.equals(end)) {
            throw new IllegalArgumentException("end: " + end + " (expected: another time than start)");
        }
    }

    /** When the current quiet hours end; empty if {@code now} is outside them. */
    public Optional<Instant> activeUntil(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return endIfWithin(today.minusDays(1), now).or(() -> endIfWithin(today, now));
    }

    private Optional<Instant> endIfWithin(LocalDate firstDay, Instant now) {
        LocalDate lastDay = start.isBefore(end) ? firstDay : firstDay.plusDays(1);
        Instant from = LocalTimeResolver.earliestInstant(firstDay.atTime(start), zone);
        Instant to = LocalTimeResolver.latestInstant(lastDay.atTime(end), zone);
        return Optional.of(to).filter(after -> !now.isBefore(from) && now.isBefore(after));
    }
}
