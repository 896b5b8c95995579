package dev.carewire.app.config;

import java.time.Duration;

/**
 * Settings of the event log.
 *
 * @param positionInterval between two records of the delivered positions
 * @param sessionInterval between two records of a recoverable session
 * @param retention of each event
 */
public record LogConfig(Duration positionInterval, Duration sessionInterval, Duration retention) {}
