package dev.carewire.notification;

import java.time.Duration;
import java.util.List;

/**
 * How long a user is asked to acknowledge, and who is asked then.
 *
 * @param initialRetryDelay until the first repetition, and until the first on each further rung; doubled for each further one
 * @param maxRetryDelay the longest wait between two repetitions
 * @param retries repetitions on each rung, 0 to 100
 * @param steps who is told in turn, after the user; may be empty
 */
public record EscalationPolicy(
        Duration initialRetryDelay, Duration maxRetryDelay, int retries, List<EscalationStep> steps) {

    /** Who is told when those before did not answer. */
    public enum EscalationStep {
        /** Those of the role for this sort of notification who are there. */
        DUTY,
        /** Those who lead the clinic. */
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

    /** The wait after so many repetitions on a rung. */
    public Duration retryDelay(int repeats) {
        Duration wait = initialRetryDelay;
        for (int i = 0; i < repeats && wait.compareTo(maxRetryDelay) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(maxRetryDelay) < 0 ? wait : maxRetryDelay;
    }
}
