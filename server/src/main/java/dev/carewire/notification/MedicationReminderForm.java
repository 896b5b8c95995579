package dev.carewire.notification;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * Submitted fields of a medication reminder; empty means absent.
 *
 * @param userId the user to remind; the caller if absent
 * @param medication name of the medication
 * @param dosage the dose
 * @param times times of day
 * @param days days of the week; every day if empty
 * @param zone the time zone of these times; the clinic's if absent
 * @param startAt start of the schedule; now if absent
 * @param endAt end of the schedule; unlimited if absent
 */
public record MedicationReminderForm(
        Optional<String> userId,
        Optional<String> medication,
        Optional<String> dosage,
        Set<LocalTime> times,
        Set<DayOfWeek> days,
        Optional<ZoneId> zone,
        Optional<Instant> startAt,
        Optional<Instant> endAt) {

    public MedicationReminderForm {
        times = Set.copyOf(times);
        days = Set.copyOf(days);
    }

    /** Shows nothing: a person's medication is private. */
    @Override
    public String toString() {
        return "MedicationForm[]";
    }
}
