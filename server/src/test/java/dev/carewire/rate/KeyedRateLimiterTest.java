package dev.carewire.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carewire.adapter.jdbi.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class KeyedRateLimiterTest {

    private static final int MAX_KEYS = 100;

    private final TestClock clock = new TestClock(Instant.EPOCH, ZoneOffset.UTC);
    private final KeyedRateLimiter<String> limiter = new KeyedRateLimiter<>(RateLimit.perSecond(2, 5), MAX_KEYS, clock);

    private int allowed(String key, int tries) {
        int allowed = 0;
        for (int i = 0; i < tries; i++) {
            allowed += limiter.tryAcquire(key).isEmpty() ? 1 : 0;
        }
        return allowed;
    }

    @Test
    void saysWhenTheNextActionIsAllowed() {
        assertThat(allowed("ada", 6)).isEqualTo(5);

        assertThat(limiter.tryAcquire("ada")).contains(Duration.ofMillis(500));
        clock.advance(Duration.ofMillis(500));
        assertThat(limiter.tryAcquire("ada")).isEmpty();
    }

    @Test
    void forgetsAKeyThatHasItsWholeBurstAgain() {
        allowed("ada", 6);
        clock.advance(Duration.ofSeconds(2));
        allowed("bob", 1);
        assertThat(limiter.size()).isEqualTo(2);

        clock.advance(Duration.ofSeconds(1));
        allowed("eve", 1);

        assertThat(limiter.size()).isEqualTo(2);
        assertThat(allowed("ada", 6)).isEqualTo(5);
    }

    @Test
    void countsABoundedNumberOfKeys() {
        allowed("first", 6);
        for (int i = 0; i < MAX_KEYS + 10; i++) {
            assertThat(limiter.tryAcquire("key-" + i)).isEmpty();
        }

        assertThat(limiter.size()).isEqualTo(MAX_KEYS);
        assertThat(allowed("first", 6)).isEqualTo(5);
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.perSecond(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.perSecond(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(1, Duration.ZERO, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyedRateLimiter<String>(RateLimit.perMinute(1), 0, clock));
    }
}
