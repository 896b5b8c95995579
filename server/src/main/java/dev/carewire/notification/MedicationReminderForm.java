package dev.carewire.notification;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * What a client filled in to be reminded of a medicine; empty is not given.
 *
 * @param userId who takes it; the caller if not given
 * @param medication what
 * @param dosage how much
 * @param times at which times of day
 * @param days on which days; on all if none is given
 * @param zone whose clocks show these times
 * @param startAt from when on; from now on if not given
 * @param endAt until when; without end if not given
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

    /** Nothing: what somebody takes is theirs to tell. */
    @Override
    public String toString() {
        return "MedicationForm[]";
    }
}
