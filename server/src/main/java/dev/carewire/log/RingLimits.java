package dev.carewire.log;

import java.time.Duration;

/**
 * How much of each tenant's log is kept for replay. The limit that is reached first applies.
 *
 * @param bytes of encoded events, 64 KiB to 1 GiB; default 8 MiB
 * @param age of the oldest event, 1 s to 1 h; default 2 min
 */
public record RingLimits(int bytes, Duration age) {

    private static final int LEAST_BYTES = 64 << 10;
    private static final int MOST_BYTES = 1 << 30;
    private static final Duration LEAST_AGE = Duration.ofSeconds(1);
    private static final Duration MOST_AGE = Duration.ofHours(1);

    public RingLimits {
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "bytes: " + bytes + " (expected: " + LEAST_BYTES + ".." + MOST_BYTES + ")");
        }
        if (age.compareTo(LEAST_AGE) < 0 || age.compareTo(MOST_AGE) > 0) {
            throw new IllegalArgumentException("age: " + age + " (expected: " + LEAST_AGE + ".." + MOST_AGE + ")");
        }
    }
}
