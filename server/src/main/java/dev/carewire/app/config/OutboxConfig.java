package dev.carewire.app.config;

import java.time.Duration;

/**
 * Settings of the outbox.
 *
 * @param sweepInterval between two removals of delivered events
 * @param orphanedAfter how long a tenant's events wait for the outcome of an unanswered commit; longer than any statement
 */
public record OutboxConfig(Duration sweepInterval, Duration orphanedAfter) {}
