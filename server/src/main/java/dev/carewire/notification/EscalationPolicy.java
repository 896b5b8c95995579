package dev.carewire.notification;

import java.time.Duration;
import java.util.List;

/**
 * Schedule and recipients of unacknowledged notifications.
 *
 * @param initialRetryDelay until the first repetition on each step; doubled for each further one
 * @param maxRetryDelay the longest delay between two repetitions
 * @param retries repetitions on each step, 0 to 100
 * @param steps the recipients after the user, in turn; may be empty
 */
public record EscalationPolicy(
        Duration initialRetryDelay, Duration maxRetryDelay, int retries, List<EscalationStep> steps) {

    /** The recipients of an escalation step. */
    public enum EscalationStep {
        /** Connected staff with the role for this kind of notification. */
        DUTY,
        /** Leads of the clinic. */
        LEAD,
        /** A system of the clinic's, without patient data. */
        WEBHOOK
    }

    public EscalationPolicy {
        if (initialRetryDelay.isZero() || initialRetryDelay.isNegative()) {
            throw new IllegalArgumentException("retryFirst: " + initialRetryDelay + " (expected: above 0)");
        }
        if (retries < 0 || retries > 100) {
            throw new IllegalArgumentException("retries: " + retries + " (expected: 0..100)");
        }
        steps = List.copyOf(steps);
    }

    /** The time that the escalation of an unacknowledged notification takes if each step reaches a recipient. */
    public Duration duration() {
        Duration step = Duration.ZERO;
        for (int repeats = 0; repeats <= retries; repeats++) {
            step = step.plus(retryDelay(repeats));
        }
        return step.multipliedBy(steps.size() + 1L);
    }

    /** The delay after so many repetitions on a step. */
    public Duration retryDelay(int repeats) {
        Duration wait = initialRetryDelay;
        for (int i = 0; i < repeats && wait.compareTo(maxRetryDelay) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(maxRetryDelay) < 0 ? wait : maxRetryDelay;
    }
}
