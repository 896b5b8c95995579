package dev.carewire.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarDaysTest {

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-11-20, 2026-11-20",
        // As written: midnight at the text's own offset.
        "Europe/Berlin, 1984-03-01T00:00:00+05:30, 1984-03-01",
        "America/New_York, 2026-12-09T00:00:00.000Z, 2026-12-09",
        "Pacific/Kiritimati, 2026-12-09T00:00:00.000Z, 2026-12-09",
        "Asia/Kathmandu, 2028-02-29T00:00:00-11:00, 2028-02-29",
        // The instant at which the day begins where the clinic is.
        "Europe/Berlin, 2026-12-09T23:00:00.000Z, 2026-12-10",
        "Europe/Berlin, 2026-06-09T22:00:00.000Z, 2026-06-10",
        "Asia/Kathmandu, 2026-12-09T18:15:00.000Z, 2026-12-10",
        "America/New_York, 2026-12-10T05:00:00.000Z, 2026-12-10",
        "Australia/Lord_Howe, 2026-12-09T13:00:00.000Z, 2026-12-10",
        // Midnight does not exist on the day on which clocks skip it: it begins at one.
        "America/Sao_Paulo, 2018-11-04T03:00:00.000Z, 2018-11-04",
        "America/Sao_Paulo, 2018-11-04T02:59:59.999Z, 2018-11-03",
        // Any other instant: the day of the clinic's calendar.
        "Europe/Berlin, 2026-12-10T14:30:00+01:00, 2026-12-10",
        "Europe/Berlin, 2026-12-09T23:30:00-05:00, 2026-12-10",
        "America/New_York, 2026-12-10T00:30:00+01:00, 2026-12-09",
        // Births of leap days, and of the years before time zones.
        "Europe/Berlin, 1984-02-28T23:00:00.000Z, 1984-02-29",
        "Asia/Kathmandu, 1984-02-28T18:30:00.000Z, 1984-02-29",
        "Europe/Berlin, 1889-12-31T23:06:32Z, 1890-01-01"
    })
    void readsTheDayThatTheClientMeans(String zone, String text, LocalDate day) {
        assertThat(CalendarDays.parse(text, ZoneId.of(zone))).contains(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2026-02-29",
                "2026-13-01",
                "2026-11-20T00:00:00",
                "2026-11-20 00:00:00Z",
                "20.11.2026",
                "+12026-11-20T00:00:00Z",
                "-2026-11-20T00:00:00Z",
                "2026-11-20T25:00:00Z"
            })
    void readsNothingElse(String text) {
        assertThat(CalendarDays.parse(text, ZoneId.of("Europe/Berlin"))).isEmpty();
    }
}
