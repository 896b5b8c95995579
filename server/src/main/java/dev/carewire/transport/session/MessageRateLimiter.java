package dev.carewire.transport.session;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How much one client may say. Costs nothing until it says something. Owned by the session's loop. */
public final class MessageRateLimiter {

    private final int perSecond;
    private final int burst;
    private @Nullable Bucket bucket;

    /**
     * An allowance of which nothing was used.
     *
     * @param perSecond messages in the long run, from 1
     * @param burst messages at once after a pause, from 1
     */
    public MessageRateLimiter(int perSecond, int burst) {
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /** Whether there is one more message; if so, it is used. */
    public boolean tryAcquire() {
        Bucket used = bucket;
        if (used == null) {
            used = Bucket.builder()
                    .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                    .build();
            bucket = used;
        }
        return used.tryConsume(1);
    }
}
