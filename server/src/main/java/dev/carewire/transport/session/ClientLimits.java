package dev.carewire.transport.session;

import dev.carewire.rate.RateLimit;
import java.time.Duration;

/**
 * Limits of each client, the same under every protocol.
 *
 * @param authenticationTimeout how long a connection may stay without a session; default 45 s
 * @param idleTimeout how long a connection may stay open without messages, of which heartbeats are none; default 0, without a limit
 * @param maxPayload largest message in bytes; default 1,000,000
 * @param binaryAttachments attachments of one message, 0 to 1000; default 10
 * @param sendWindow bytes of events that may wait for a client before it counts as too slow; default 64 KiB
 * @param messages how often a client may send; default 50 times per second and 500 at once
 */
public record ClientLimits(
        Duration authenticationTimeout,
        Duration idleTimeout,
        int maxPayload,
        int binaryAttachments,
        int sendWindow,
        RateLimit messages) {

    /** Whether a connection without messages for {@code nanos} is idle for too long. */
    public boolean isIdle(long nanos) {
        return !idleTimeout.isZero() && nanos >= idleTimeout.toNanos();
    }
}
