package dev.carewire.rate;

import io.github.bucket4j.Bucket;
import org.jspecify.annotations.Nullable;

/** Limits how often one client acts. Allocates nothing before the first action. One thread at a time. */
public final class RateLimiter {

    private final RateLimit limit;
    private @Nullable Bucket bucket;

    /** A limiter with its whole burst left. */
    public RateLimiter(RateLimit limit) {
        this.limit = limit;
    }

    /** Counts one action and returns true, or returns false if the limit does not allow it. */
    public boolean tryAcquire() {
        Bucket used = bucket;
        if (used == null) {
            used = Bucket.builder().addLimit(limit.bandwidth()).build();
            bucket = used;
        }
        return used.tryConsume(1);
    }
}
