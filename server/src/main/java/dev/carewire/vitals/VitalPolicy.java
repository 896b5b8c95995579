package dev.carewire.vitals;

import java.time.Duration;

/**
 * Settings for measured values.
 *
 * @param alertCooldown how long the same number beyond the same threshold raises no second alert, 1 minute or more
 * @param retention how long values are kept after measurement, 1 day or more
 */
public record VitalPolicy(Duration alertCooldown, Duration retention) {

    public VitalPolicy {
        if (alertCooldown.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("alertCooldown: " + alertCooldown + " (expected: >= PT1M)");
        }
        if (retention.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("retention: " + retention + " (expected: >= PT24H)");
        }
    }
}
