package dev.carewire.notification;

import dev.carewire.command.RejectedException;
import java.time.Duration;
import java.time.Instant;

/** For when reminders may be set. */
final class ReminderLimits {

    /** How far a client's clock may be behind. */
    static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    /** How far ahead anything may be planned. */
    static final Duration MAX_AHEAD = Duration.ofDays(366);

    /** After this a reminder is not given any more: it would come at a time that is not meant. */
    static final Duration MAX_DELAY = Duration.ofHours(1);

    private ReminderLimits() {}

    /**
     * Checks a moment that a client gave.
     *
     * @throws RejectedException {@code INVALID} for one further back or ahead than a clock that goes wrong explains
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
