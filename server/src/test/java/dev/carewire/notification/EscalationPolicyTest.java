package dev.carewire.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscalationPolicyTest {

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 10", "2, 20", "3, 40", "5, 160", "6, 300", "7, 300", "100, 300"})
    void doublesTheWaitUpToTheCap(int repeats, int seconds) {
        EscalationPolicy policy = new EscalationPolicy(Duration.ofSeconds(5), Duration.ofMinutes(5), 100, List.of());
        assertThat(policy.retryDelay(repeats)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void theCapHoldsForTheFirstWaitToo() {
        EscalationPolicy policy = new EscalationPolicy(Duration.ofSeconds(5), Duration.ofSeconds(2), 1, List.of());
        assertThat(policy.retryDelay(0)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void refusesWhatCannotBeFollowed() {
        assertThatThrownBy(() -> new EscalationPolicy(Duration.ZERO, Duration.ofSeconds(2), 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EscalationPolicy(Duration.ofSeconds(1), Duration.ofSeconds(2), 101, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
