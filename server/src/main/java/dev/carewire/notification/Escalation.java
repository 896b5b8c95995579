package dev.carewire.notification;

import java.time.Instant;

/**
 * How far the attempt to get a notification acknowledged has gone.
 *
 * @param stepNumber of the ladder, 0 for the user alone
 * @param repeats how often it was told again on this rung
 * @param nextAt when it goes on
 */
public record Escalation(int stepNumber, int repeats, Instant nextAt) {}
