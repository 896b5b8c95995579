package dev.carewire.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class KeyAllowanceTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);
    private final KeyAllowance allowance = new KeyAllowance(new KeyLimits(4, 5), Duration.ofHours(24), clock);

    private int used(Sender sender) {
        int used = 0;
        while (allowance
                .tryUse(new IdempotencyKey(new TenantId("north"), "ada", "k-" + used), sender)
                .isEmpty()) {
            used++;
        }
        return used;
    }

    /** The documents promised the limit within 24 hours, but the allowance refills meanwhile. */
    @Test
    void allowsTheLimitAtOnceAndRefillsItEvenlyWithinThePeriod() {
        assertThat(used(Sender.USER)).isEqualTo(4);
        clock.advance(Duration.ofHours(6));
        assertThat(used(Sender.USER)).isEqualTo(1);
        clock.advance(Duration.ofHours(18));
        assertThat(used(Sender.USER)).isEqualTo(3);
        clock.advance(Duration.ofDays(2));
        assertThat(used(Sender.USER)).isEqualTo(4);
    }

    @Test
    void countsBackEndsApart() {
        assertThat(used(Sender.USER)).isEqualTo(4);
        assertThat(used(Sender.BACK_END)).isEqualTo(5);
    }
}
