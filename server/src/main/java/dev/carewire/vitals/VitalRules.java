package dev.carewire.vitals;

import java.time.Duration;

/**
 * What an installation decides about measured values.
 *
 * @param alertPause how long the same number beyond the same threshold raises no second alert, 1 minute or more
 * @param retention how long values are kept after they were measured, 1 day or more
 */
public record VitalRules(Duration alertPause, Duration retention) {

    public VitalRules {
        if (alertPause.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("alertPause: " + alertPause + " (expected: >= PT1M)");
        }
        if (retention.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("retention: " + retention + " (expected: >= PT24H)");
        }
    }
}
