package dev.carewire.presence;

import java.time.Duration;

/**
 * What an installation decides about presence.
 *
 * @param offlineGrace how long a session that ended still counts, 0 or more: whoever reloads a page has not left
 * @param viewingLease how long a chart that was opened over HTTP stays open without a renewal, 1 second or more
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
