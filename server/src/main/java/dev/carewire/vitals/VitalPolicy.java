package dev.carewire.vitals;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings for measured values.
 *
 * @param alertCooldown how long the same number beyond the same threshold raises no second alert, 1 minute or more
 * @param retention how long values are kept after measurement, 1 day or more; empty for ever
 */
public record VitalPolicy(Duration alertCooldown, Optional<Duration> retention) {

    public VitalPolicy {
        if (alertCooldown.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("alertCooldown: " + alertCooldown + " (expected: >= PT1M)");
        }
        retention.filter(age -> age.compareTo(Duration.ofDays(1)) < 0).ifPresent(age -> {
            throw new IllegalArgumentException("retention: " + age + " (expected: >= PT24H)");
        });
    }
}
