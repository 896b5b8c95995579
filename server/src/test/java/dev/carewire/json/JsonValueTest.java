package dev.carewire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

    @Test
    void readsNumbersWholeAndOther() throws Exception {
        assertThat(Json.parse("72").number()).contains(72.0);
        assertThat(Json.parse("-0.125").number()).contains(-0.125);
        assertThat(Json.parse("1e3").number()).contains(1_000.0);
        assertThat(Json.parse("9223372036854775808").number()).contains(0x1p63);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999", "\"72\"", "\"NaN\"", "true", "null", "[1]", "{}"})
    void takesNothingElseForANumber(String text) throws Exception {
        assertThat(Json.parse(text).number()).isEmpty();
    }

    @Test
    void readsMomentsWithAnOffset() throws Exception {
        assertThat(Json.parse("\"2026-11-20T16:00:00.250+01:00\"").instant())
                .contains(Instant.parse("2026-11-20T15:00:00.250Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-20T16:00:00\"",
                "\"2026-11-20\"",
                "\"+999999999-01-01T00:00:00Z\"",
                "\"-2026-11-20T16:00:00Z\"",
                "\"\"",
                "1763650800000"
            })
    void takesNothingElseForAMoment(String text) throws Exception {
        assertThat(Json.parse(text).instant()).isEmpty();
    }
}
