package dev.carewire.adapter.redis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the messages that an envelope rejects, and logs the count at most once a minute. One thread at a time; any reads. */
final class Rejections {

    private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final Clock clock;
    private final AtomicLong count = new AtomicLong();
    private Instant nextLog = Instant.MIN;

    Rejections(Clock clock) {
        this.clock = clock;
    }

    void add(Rejection reason) {
        long rejected = count.incrementAndGet();
        Instant now = clock.instant();
        if (!now.isBefore(nextLog)) {
            nextLog = now.plus(LOG_INTERVAL);
            LOG.atWarn()
                    .addKeyValue("reason", reason)
                    .addKeyValue("rejected", rejected)
                    .log("Rejected a message of the bus");
        }
    }

    long count() {
        return count.get();
    }
}
