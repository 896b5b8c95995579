package dev.carewire.notification;

import dev.carewire.event.LocalTimeResolver;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A user's schedule for a medication.
 *
 * @param userId the user
 * @param medication its name: one line of 1 to 200 characters
 * @param dosage the dose: one line of 1 to 200 characters
 * @param times times of day, in whole minutes, in local time of {@code zone}; at least one
 * @param days of the week; at least one
 * @param startAt earliest reminder, inclusive
 * @param endAt latest reminder, exclusive
 */
public record MedicationSchedule(
        String id,
        String userId,
        String medication,
        Optional<String> dosage,
        SortedSet<LocalTime> times,
        SortedSet<DayOfWeek> days,
        ZoneId zone,
        Instant startAt,
        Optional<Instant> endAt) {

    private static final int DAYS_PER_WEEK = 7;

    public MedicationSchedule {
        times = sorted(times);
        days = sorted(days);
    }

    private static <T extends Comparable<T>> SortedSet<T> sorted(Collection<T> values) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    /** The first time after {@code moment}; empty if there is none before the end. */
    public Optional<Instant> nextAfter(Instant moment) {
        Instant from = moment.isBefore(startAt) ? startAt.minusMillis(1) : moment;
        LocalDate first = from.atZone(zone).toLocalDate();
        for (int i = 0; i <= DAYS_PER_WEEK; i++) {
            LocalDate day = first.plusDays(i);
            if (days.contains(day.getDayOfWeek())) {
                Optional<Instant> next = times.stream()
                        .map(time -> LocalTimeResolver.earliestInstant(day.atTime(time), zone))
                        .filter(at -> at.isAfter(from))
                        .min(Instant::compareTo);
                if (next.isPresent()) {
                    return next.filter(at -> endAt.isEmpty() || at.isBefore(endAt.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** Shows ids only: a person's medication is private. */
    @Override
    public String toString() {
        return "MedicationSchedule[" + id + ", user=" + userId + "]";
    }
}
