package dev.carewire.rest;

import dev.carewire.command.Caller;
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
 * Counts the requests of each token. What a token has left is forgotten when {@value #MOST_TOKENS} others came since. Any thread;
 * never blocks. Lock: this object.
 */
final class EmitRate {

    /** Tokens that are counted at a time. */
    static final int MOST_TOKENS = 4_096;

    private final int perSecond;
    private final int burst;
    private final Clock clock;

    /** The one that came last is the last. */
    private final Map<Token, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Nobody has come yet.
     *
     * @param perSecond requests of one token in the long run, 1 or more
     * @param burst requests of one token at once, 1 or more
     */
    EmitRate(int perSecond, int burst, Clock clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
    }

    /** Counts a request; if it is one too many, says after which time the next one is not. */
    synchronized Optional<Duration> excess(Caller caller) {
        Token token = new Token(
                caller.tenant().value(),
                caller.userId(),
                caller.principal().tokenId().orElse(""));
        Bucket bucket = buckets.computeIfAbsent(token, newcomer -> bucket());
        if (buckets.size() > MOST_TOKENS) {
            Iterator<Bucket> oldestFirst = buckets.values().iterator();
            oldestFirst.next();
            oldestFirst.remove();
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(new ClockMeter(clock))
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    private record Token(String tenant, String userId, String tokenId) {}

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
