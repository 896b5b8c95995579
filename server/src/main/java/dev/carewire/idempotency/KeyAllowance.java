package dev.carewire.idempotency;

import dev.carewire.identity.TenantId;
import dev.carewire.rate.KeyedRateLimiter;
import dev.carewire.rate.RateLimit;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits the new keys of each sender, which bounds the rows of kept answers: at any time, those of twice the limit. Each run
 * counts, also one whose answer is not kept. Any thread; never blocks.
 */
final class KeyAllowance {

    /** Senders of one kind that are counted at a time. */
    private static final int MAX_SENDERS = 16_384;

    private final KeyedRateLimiter<Owner> users;
    private final KeyedRateLimiter<Owner> backEnds;

    KeyAllowance(KeyLimits limits, Duration period, Clock clock) {
        users = limiter(limits.perUser(), period, clock);
        backEnds = limiter(limits.perBackEnd(), period, clock);
    }

    private static KeyedRateLimiter<Owner> limiter(int keys, Duration period, Clock clock) {
        return new KeyedRateLimiter<>(new RateLimit(keys, period, keys), MAX_SENDERS, clock);
    }

    /**
     * Counts a run under a new key if the sender may have another one.
     *
     * @return empty if so; otherwise the time after which the next key is allowed
     */
    Optional<Duration> tryUse(IdempotencyKey key, Sender sender) {
        KeyedRateLimiter<Owner> limiter = sender == Sender.BACK_END ? backEnds : users;
        return limiter.tryAcquire(new Owner(key.tenant(), key.userId()));
    }

    private record Owner(TenantId tenant, String userId) {}
}
