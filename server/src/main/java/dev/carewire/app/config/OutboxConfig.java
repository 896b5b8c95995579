package dev.carewire.app.config;

import java.time.Duration;

/**
 * How events that a crash left are found.
 *
 * @param sweepInterval between two searches
 * @param orphanedAfter age from which an event counts as left; longer than a statement may take
 */
public record OutboxConfig(Duration sweepInterval, Duration orphanedAfter) {}
