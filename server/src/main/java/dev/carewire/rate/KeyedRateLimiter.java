package dev.carewire.rate;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits how often each key acts, such as each user or each address. The limiter forgets a key once its burst is complete again.
 * At the maximum of keys it forgets the key that was idle longest, which then has its whole burst again. Any thread; never blocks.
 * Lock: this object.
 *
 * @param <K> the subject of a rate limit; with {@code equals} and {@code hashCode} by value
 */
public final class KeyedRateLimiter<K> {

    private final RateLimit limit;
    private final int maxKeys;
    private final Clock clock;
    private final long recoveryMillis;

    /** The key that acted last is the last. */
    private final Map<K, Allowance> allowances = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * A limiter that has counted nothing.
     *
     * @param limit for each key
     * @param maxKeys keys that are counted at a time, 1 or more
     */
    public KeyedRateLimiter(RateLimit limit, int maxKeys, Clock clock) {
        if (maxKeys < 1) {
            throw new IllegalArgumentException("maxKeys: " + maxKeys + " (expected: >= 1)");
        }
        this.limit = limit;
        this.maxKeys = maxKeys;
        this.clock = clock;
        this.recoveryMillis = limit.recoveryTime().toMillis();
    }

    /**
     * Counts one action of {@code key} if the limit allows it; an action that it does not allow is not counted.
     *
     * @return empty if the action is allowed; otherwise the time after which the next one is
     */
    public synchronized Optional<Duration> tryAcquire(K key) {
        long now = clock.millis();
        Allowance allowance = allowances.get(key);
        if (allowance == null) {
            forget(now);
            allowance = new Allowance(bucket());
            allowances.put(key, allowance);
        }
        allowance.usedAtMillis = now;
        ConsumptionProbe probe = allowance.bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Keys that are counted now. */
    synchronized int size() {
        return allowances.size();
    }

    private void forget(long now) {
        Iterator<Allowance> oldestFirst = allowances.values().iterator();
        while (oldestFirst.hasNext()) {
            Allowance oldest = oldestFirst.next();
            if (now - oldest.usedAtMillis < recoveryMillis && allowances.size() < maxKeys) {
                return;
            }
            oldestFirst.remove();
        }
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit.bandwidth())
                .withCustomTimePrecision(new ClockMeter(clock))
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    private static final class Allowance {

        private final Bucket bucket;
        private long usedAtMillis;

        private Allowance(Bucket bucket) {
            this.bucket = bucket;
        }
    }

    private record ClockMeter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return Duration.ofMillis(clock.millis()).toNanos();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
