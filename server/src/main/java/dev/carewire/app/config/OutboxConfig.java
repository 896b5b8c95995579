package dev.carewire.app.config;

import java.time.Duration;

/**
 * Settings for finding events that a crash left.
 *
 * @param sweepInterval between two searches
 * @param orphanedAfter age from which an event counts as left; longer than any statement
 */
public record OutboxConfig(Duration sweepInterval, Duration orphanedAfter) {}
