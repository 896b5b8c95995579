package dev.carewire.presence;

import java.time.Duration;

/**
 * Settings for presence.
 *
 * @param offlineGrace how long an ended session still counts, so that a page reload is not a departure; 0 or more
 * @param viewingLease how long a chart that was opened over HTTP stays open without renewal, 1 second or more
 */
public record PresencePolicy(Duration offlineGrace, Duration viewingLease) {

    public PresencePolicy {
        if (offlineGrace.isNegative()) {
            throw new IllegalArgumentException("offlineGrace: " + offlineGrace + " (expected: >= PT0S)");
        }
        if (viewingLease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("viewingLease: " + viewingLease + " (expected: >= PT1S)");
        }
    }
}
