package dev.carewire.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPositionTest {

    @Test
    void readsWhatItWrites() {
        LogPosition position = new LogPosition("k3x9", 1_234_567);

        assertThat(position.text()).isEqualTo("k3x9-1234567");
        assertThat(LogPosition.parse(position.text())).contains(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "a-", "-1", "a-b", "a--1", "a-1 ", "a-1-2", "a_b-1", "a-9999999999999999999"})
    void readsNothingElse(String text) {
        assertThat(LogPosition.parse(text)).isEmpty();
    }
}
