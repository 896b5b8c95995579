package dev.carewire.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void doublesItsPausesUpToTwoSeconds() {
        Backoff backoff = new Backoff(new Random(1));
        List<Duration> limits = Stream.of(50, 100, 200, 400, 800, 1_600, 2_000, 2_000)
                .map(Duration::ofMillis)
                .toList();
        for (Duration limit : limits) {
            assertThat(backoff.next()).isBetween(limit.dividedBy(2), limit);
        }
    }

    @Test
    void beginsAnewAfterAReset() {
        Backoff backoff = new Backoff(new Random(1));
        for (int i = 0; i < 10; i++) {
            assertThat(backoff.next()).isPositive();
        }
        backoff.reset();
        assertThat(backoff.next()).isBetween(Duration.ofMillis(25), Duration.ofMillis(50));
    }
}
