package dev.carewire.app.config;

import java.time.Duration;

/**
 * Settings for timers that survive a crash.
 *
 * @param threads timers that run concurrently
 * @param interval between two polls for due timers
 */
public record TimersConfig(int threads, Duration interval) {}
