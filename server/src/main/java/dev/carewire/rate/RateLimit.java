package dev.carewire.rate;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;
import java.util.Optional;

/**
 * How often something may happen: {@code burst} times at once after a pause, and {@code permits} times per {@code period} in the
 * long run.
 *
 * @param permits 1 or more
 * @param period longer than zero
 * @param burst 1 or more
 */
public record RateLimit(int permits, Duration period, int burst) {

    public RateLimit {
        if (permits < 1 || burst < 1 || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException(
                    "rate: " + permits + " per " + period + ", burst " + burst + " (expected: each above 0)");
        }
    }

    /** {@code permits} times per second in the long run, {@code burst} times at once. */
    public static RateLimit perSecond(int permits, int burst) {
        return new RateLimit(permits, Duration.ofSeconds(1), burst);
    }

    /** Like {@link #perSecond}, where zero permits stand for no limit. */
    public static Optional<RateLimit> optionalPerSecond(int permits, int burst) {
        return permits == 0 ? Optional.empty() : Optional.of(perSecond(permits, burst));
    }

    /** {@code permits} times per minute in the long run, and as many at once. */
    public static RateLimit perMinute(int permits) {
        return new RateLimit(permits, Duration.ofMinutes(1), permits);
    }

    /** How long an exhausted burst takes to be complete again, rounded up to milliseconds. */
    Duration recoveryTime() {
        return Duration.ofMillis(period.toMillis() * burst / permits + 1);
    }

    Bandwidth bandwidth() {
        return Bandwidth.builder().capacity(burst).refillGreedy(permits, period).build();
    }
}
