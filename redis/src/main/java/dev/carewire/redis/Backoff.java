package dev.carewire.redis;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between attempts to connect: they double from 50 ms to 2 s, each shortened at random by up to a half. One thread. */
final class Backoff {

    private static final long MIN_MILLIS = 50;
    private static final long MAX_MILLIS = 2_000;

    private final RandomGenerator random;
    private long millis = MIN_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The pause before the next attempt. */
    Duration next() {
        long pause = millis;
        millis = Math.min(MAX_MILLIS, millis * 2);
        return Duration.ofMillis(pause - random.nextLong(pause / 2 + 1));
    }

    /** Begins with the shortest pause again. */
    void reset() {
        millis = MIN_MILLIS;
    }
}
