package dev.carewire.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The part of each day in which a user wants to be left alone.
 *
 * @param start when it begins, by the clocks where the user is
 * @param end when it ends, on the next day if that is before {@code start}; never equal to it
 * @param zone where the user is
 */
public record QuietHours(LocalTime start, LocalTime end, ZoneId zone) {

    public QuietHours {
        if (start.equals(end)) {
            throw new IllegalArgumentException("end: " + end + " (expected: another time than start)");
        }
    }

    /** When it is over; empty if it is not quiet at {@code now}. */
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
