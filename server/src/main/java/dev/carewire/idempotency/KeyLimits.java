package dev.carewire.idempotency;

/**
 * How many new keys may be used at once after a pause, and within 24 hours in the long run.
 *
 * @param perUser keys of one user, 1 or more
 * @param perBackEnd keys of one back end, 1 or more
 */
public record KeyLimits(int perUser, int perBackEnd) {

    public KeyLimits {
        if (perUser < 1 || perBackEnd < 1) {
            throw new IllegalArgumentException(
                    "keys: " + perUser + " per user, " + perBackEnd + " per back end (expected: each from 1)");
        }
    }
}
