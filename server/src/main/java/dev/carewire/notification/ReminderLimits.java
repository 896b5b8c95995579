package dev.carewire.notification;

import dev.carewire.command.RejectedException;
import java.time.Duration;
import java.time.Instant;

/** Limits for the times of reminders. */
final class ReminderLimits {

    /** How far a client's clock may be behind. */
    static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    /** How far ahead a reminder may be planned. */
    static final Duration MAX_AHEAD = Duration.ofDays(366);

    /** A reminder that is later than this is skipped, since its time no longer fits. */
    static final Duration MAX_DELAY = Duration.ofHours(1);

    private ReminderLimits() {}

    /**
     * Checks a moment from a client.
     *
     * @throws RejectedException {@code INVALID} for one too far in the past or future
     */
    static Instant requirePlausible(String field, Instant at, Instant now) {
        if (at.isBefore(now.minus(MAX_CLOCK_SKEW))) {
            throw RejectedException.invalid(
                    field + ": past (expected: at most " + MAX_CLOCK_SKEW.toMinutes() + " minutes ago)");
        }
        if (at.isAfter(now.plus(MAX_AHEAD))) {
            throw RejectedException.invalid(field + ": too far ahead (expected: within a year)");
        }
        return Instant.ofEpochMilli(at.toEpochMilli());
    }

    static boolean isTooLate(Instant due, Instant now) {
        return now.isAfter(due.plus(MAX_DELAY));
    }
}
