package dev.carewire.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeCursorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1900-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z",
                "2026-11-20T15:00:00.250Z",
                "2199-12-31T23:59:59Z"
            })
    void readsWhatItWrote(String at) {
        TimeCursor cursor = new TimeCursor(Instant.parse(at), "4d6d2a.f0");

        assertThat(TimeCursor.parse(cursor.text())).isEqualTo(cursor);
    }

    @Test
    void fitsIntoAnAddressAsItIs() {
        assertThat(new TimeCursor(Instant.parse("2026-11-20T15:00:00.250Z"), "vital-1").text())
                .matches("[a-z0-9]+\\.vital-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ".a",
                "1",
                "1.",
                "1. ",
                "x!.a",
                "zzzzzzzzz.a",
                "1234567890.a",
                "1.a\0",
                "-.a",
                "1.\ud83d"
            })
    void refusesAnyOtherTextWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> TimeCursor.parse(text))
                .isInstanceOf(RejectedException.class)
                .message()
                .startsWith("before");
    }
}
