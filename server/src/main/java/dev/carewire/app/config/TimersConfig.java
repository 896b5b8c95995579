package dev.carewire.app.config;

import java.time.Duration;

/**
 * How timers that survive a crash are run.
 *
 * @param threads timers that may ring at a time
 * @param interval between two looks for those that are due
 */
public record TimersConfig(int threads, Duration interval) {}
