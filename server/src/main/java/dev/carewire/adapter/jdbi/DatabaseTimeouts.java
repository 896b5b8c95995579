package dev.carewire.adapter.jdbi;

import java.time.Duration;

/**
 * How long the database may take.
 *
 * @param statement longest time of a statement; 1 s to 5 min, whole seconds
 * @param connection longest wait for a free connection, and longest time to open one; 1 s to 1 min, whole seconds
 * @param lock longest wait for a row that another transaction changes; 1 s to 1 min, whole seconds
 * @param start how long {@link Database#open} waits for a PostgreSQL server that is not there; 0 s to 1 h. A server that
 *     answers nothing for that time, or for 2 s if that is longer, ends migrations and copies
 */
public record DatabaseTimeouts(Duration statement, Duration connection, Duration lock, Duration start) {

    /** The default {@link #connection}. */
    public static final Duration CONNECTION = Duration.ofSeconds(2);

    /** The default {@link #lock}. */
    public static final Duration LOCK = Duration.ofSeconds(2);

    private static final Duration MAX_STATEMENT = Duration.ofMinutes(5);
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);
    private static final Duration MAX_START = Duration.ofHours(1);

    public DatabaseTimeouts {
        if (!isWholeSecondsTo(MAX_STATEMENT, statement)) {
            throw new IllegalArgumentException(
                    "statementTimeout: " + statement + " (expected: 1 s..5 min, whole seconds)");
        }
        if (!isWholeSecondsTo(MAX_WAIT, connection)) {
            throw new IllegalArgumentException(
                    "connectionTimeout: " + connection + " (expected: 1 s..1 min, whole seconds)");
        }
        if (!isWholeSecondsTo(MAX_WAIT, lock)) {
            throw new IllegalArgumentException("lockTimeout: " + lock + " (expected: 1 s..1 min, whole seconds)");
        }
        if (start.isNegative() || start.compareTo(MAX_START) > 0) {
            throw new IllegalArgumentException("startTimeout: " + start + " (expected: 0 s..1 h)");
        }
    }

    /** The defaults, with this time for a statement and without waiting at the start. */
    public static DatabaseTimeouts ofStatement(Duration statement) {
        return new DatabaseTimeouts(statement, CONNECTION, LOCK, Duration.ZERO);
    }

    private static boolean isWholeSecondsTo(Duration most, Duration given) {
        return given.toSeconds() >= 1 && given.compareTo(most) <= 0 && given.toNanosPart() == 0;
    }
}
