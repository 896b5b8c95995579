package dev.carewire.notification;

import java.time.Duration;
import java.util.List;

/**
 * How long a user is asked to acknowledge, and who is asked then.
 *
 * @param retryFirst until the first repetition, and until the first on each further rung; doubled for each further one
 * @param retryCap the longest wait between two repetitions
 * @param retries repetitions on each rung, 0 to 100
 * @param ladder who is told in turn, after the user; may be empty
 */
public record EscalationPolicy(Duration retryFirst, Duration retryCap, int retries, List<Rung> ladder) {

    /** Who is told when those before did not answer. */
    public enum Rung {
        /** Those of the role for this sort of notification who are there. */
        DUTY,
        /** Those who lead the clinic. */
        LEAD,
        /** A system of the clinic's, without patient data. */
        WEBHOOK
    }

    public EscalationPolicy {
        if (retryFirst.isZero() || retryFirst.isNegative()) {
            throw new IllegalArgumentException("retryFirst: " + retryFirst + " (expected: above 0)");
        }
        if (retries < 0 || retries > 100) {
            throw new IllegalArgumentException("retries: " + retries + " (expected: 0..100)");
        }
        ladder = List.copyOf(ladder);
    }

    /** The wait after so many repetitions on a rung. */
    public Duration waitAfter(int repeats) {
        Duration wait = retryFirst;
        for (int i = 0; i < repeats && wait.compareTo(retryCap) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(retryCap) < 0 ? wait : retryCap;
    }
}
