package dev.carewire.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MedicationScheduleTest {

    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

    private static MedicationSchedule schedule(
            String start, Optional<String> end, Set<DayOfWeek> days, String... times) {
        return new MedicationSchedule(
                "m1",
                "ada",
                "Marker",
                Optional.of("5 mg"),
                Arrays.stream(times).map(LocalTime::parse).collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(days),
                ZoneId.of("Europe/Berlin"),
                Instant.parse(start),
                end.map(Instant::parse));
    }

    private static MedicationSchedule schedule(String start, Set<DayOfWeek> days, String... times) {
        return schedule(start, Optional.empty(), days, times);
    }

    private static List<String> times(MedicationSchedule schedule, String after, int most) {
        List<String> times = new ArrayList<>();
        Optional<Instant> next = schedule.nextAfter(Instant.parse(after));
        while (next.isPresent() && times.size() < most) {
            times.add(next.get().toString());
            next = schedule.nextAfter(next.get());
        }
        return times;
    }

    @Test
    void goesThroughTheTimesOfADayAndOnToTheNext() {
        assertThat(times(schedule("2026-11-20T12:00:00Z", DAILY, "20:00", "08:00"), "2026-11-20T12:00:00Z", 3))
                .containsExactly("2026-11-20T19:00:00Z", "2026-11-21T07:00:00Z", "2026-11-21T19:00:00Z");
    }

    @Test
    void beginsAtTheStartAndIsOverAtTheEnd() {
        assertThat(times(
                        schedule("2026-11-22T07:00:00Z", Optional.of("2026-11-24T07:00:00Z"), DAILY, "08:00"),
                        "2026-11-20T12:00:00Z",
                        9))
                .containsExactly("2026-11-22T07:00:00Z", "2026-11-23T07:00:00Z");
    }

    @Test
    void waitsForItsDaysOfTheWeek() {
        MedicationSchedule mondays = schedule("2026-11-20T12:00:00Z", Set.of(DayOfWeek.MONDAY), "08:00");
        assertThat(times(mondays, "2026-11-20T12:00:00Z", 2))
                .containsExactly("2026-11-23T07:00:00Z", "2026-11-30T07:00:00Z");
        assertThat(times(mondays, "2026-11-23T07:00:00Z", 1)).containsExactly("2026-11-30T07:00:00Z");
    }

    @Test
    void isGivenOnceOnTheDayOnWhichTheClockIsPutForwardAndOnceWhenItIsPutBack() {
        assertThat(times(schedule("2026-03-28T12:00:00Z", DAILY, "02:15", "02:45"), "2026-03-28T12:00:00Z", 3))
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:15:00Z", "2026-03-30T00:45:00Z");
        assertThat(times(schedule("2026-10-24T12:00:00Z", DAILY, "02:30"), "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void saysNothingOfTheMedicine() {
        assertThat(schedule("2026-11-20T12:00:00Z", DAILY, "08:00")).hasToString("MedicationSchedule[m1, user=ada]");
    }
}
