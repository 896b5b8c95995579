package dev.carewire.refusal;

import dev.carewire.rate.AddressRateLimiter;
import dev.carewire.rate.KeyedRateLimiter;
import dev.carewire.rate.RateLimit;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;

/**
 * Limits the lines of the log about one kind of refusal, in all and for each address. No stranger can thus fill the disk
 * or hide the refusals of others. Any thread. Lock: this object.
 */
final class LineBudget {

    private static final RateLimit IN_ALL = new RateLimit(30, Duration.ofMinutes(1), 30);
    private static final RateLimit PER_ADDRESS = new RateLimit(3, Duration.ofMinutes(1), 3);
    private static final int MAX_ADDRESSES = 1_000;

    /** The limit in all has one key. */
    private static final String ALL = "all";

    private final KeyedRateLimiter<String> inAll;
    private final KeyedRateLimiter<Object> perAddress;
    private long suppressed;

    LineBudget(Clock clock) {
        this.inAll = new KeyedRateLimiter<>(IN_ALL, 1, clock);
        this.perAddress = new KeyedRateLimiter<>(PER_ADDRESS, MAX_ADDRESSES, clock);
    }

    /** Whether a refusal of this address is worth a line; counts it as suppressed if not. */
    synchronized boolean tryAcquire(SocketAddress address) {
        boolean allowed = perAddress.tryAcquire(AddressRateLimiter.key(address)).isEmpty()
                && inAll.tryAcquire(ALL).isEmpty();
        if (!allowed) {
            suppressed++;
        }
        return allowed;
    }

    /** The refusals without a line since the last call. */
    synchronized long takeSuppressed() {
        long number = suppressed;
        suppressed = 0;
        return number;
    }
}
