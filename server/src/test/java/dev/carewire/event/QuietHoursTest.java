package dev.carewire.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Optional<Instant> end(String start, String end, String now) {
        return new QuietHours(LocalTime.parse(start), LocalTime.parse(end), BERLIN).activeUntil(Instant.parse(now));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # within one day
            13:00, 15:00, 2026-11-20T11:59:59.999Z,
            13:00, 15:00, 2026-11-20T12:00:00Z,     2026-11-20T14:00:00Z
            13:00, 15:00, 2026-11-20T13:59:59.999Z, 2026-11-20T14:00:00Z
            13:00, 15:00, 2026-11-20T14:00:00Z,
            # across midnight
            22:00, 07:00, 2026-11-20T20:59:59.999Z,
            22:00, 07:00, 2026-11-20T21:00:00Z,     2026-11-21T06:00:00Z
            22:00, 07:00, 2026-11-21T00:30:00Z,     2026-11-21T06:00:00Z
            22:00, 07:00, 2026-11-21T06:00:00Z,
            22:00, 00:00, 2026-11-20T22:30:00Z,     2026-11-20T23:00:00Z
            """)
    void isQuietFromTheStartUntilBeforeTheEnd(String start, String end, String now, String expected) {
        assertThat(end(start, end, now)).isEqualTo(Optional.ofNullable(expected).map(Instant::parse));
    }

    /** On 29 March 2026 clocks go from 02:00 to 03:00, at 01:00Z. */
    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, 2026-03-28T21:00:00Z, 2026-03-29T05:00:00Z",
        "22:00, 02:30, 2026-03-29T00:59:59.999Z, 2026-03-29T01:00:00Z",
        "22:00, 02:30, 2026-03-29T01:00:00Z,",
        "02:30, 07:00, 2026-03-29T00:59:59.999Z,",
        "02:30, 07:00, 2026-03-29T01:00:00Z, 2026-03-29T05:00:00Z",
        "02:10, 02:50, 2026-03-29T01:00:00Z,"
    })
    void timesThatTheClockLeavesOutCountAsTheMomentItIsPutForward(
            String start, String end, String now, String expected) {
        assertThat(end(start, end, now)).isEqualTo(Optional.ofNullable(expected).map(Instant::parse));
    }

    /** On 25 October 2026 clocks go from 03:00 back to 02:00, at 01:00Z. */
    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, 2026-10-24T20:00:00Z, 2026-10-25T06:00:00Z",
        "22:00, 02:30, 2026-10-25T00:45:00Z, 2026-10-25T01:30:00Z",
        "22:00, 02:30, 2026-10-25T01:15:00Z, 2026-10-25T01:30:00Z",
        "22:00, 02:30, 2026-10-25T01:30:00Z,",
        "02:30, 07:00, 2026-10-25T00:29:59.999Z,",
        "02:30, 07:00, 2026-10-25T00:30:00Z, 2026-10-25T06:00:00Z",
        "02:30, 07:00, 2026-10-25T01:15:00Z, 2026-10-25T06:00:00Z"
    })
    void staysQuietWhileTheClockShowsAnHourTwice(String start, String end, String now, String expected) {
        assertThat(end(start, end, now)).isEqualTo(Optional.ofNullable(expected).map(Instant::parse));
    }

    @Test
    void hasALength() {
        assertThatThrownBy(() -> end("07:00", "07:00", "2026-11-20T12:00:00Z"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("end: 07:00 (expected: another time than start)");
    }
}
