package dev.carewire.notification;

import java.time.Instant;

/**
 * The progress of escalating an unacknowledged notification.
 *
 * @param stepNumber the current step of the policy, 0 for the user alone
 * @param repeats the number of repetitions on this step
 * @param nextAt when to continue
 */
public record Escalation(int stepNumber, int repeats, Instant nextAt) {}
