package dev.carewire.rate;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Limits how often clients of each address open sessions or send requests. Any thread; never blocks. */
public final class AddressRateLimiter {

    /** Most addresses that are counted at a time. */
    private static final int MAX_ADDRESSES = 16_384;

    /** Empty if there is no limit. */
    private final Optional<KeyedRateLimiter<Object>> limiter;

    /** Creates a rate limit that has counted no address yet. */
    public AddressRateLimiter(AddressLimits limits, Clock clock) {
        this.limiter = limits.perSecond() == 0
                ? Optional.empty()
                : Optional.of(new KeyedRateLimiter<>(
                        RateLimit.perSecond(limits.perSecond(), limits.burst()), MAX_ADDRESSES, clock));
    }

    /**
     * Counts one more from {@code address} if the limit allows it.
     *
     * @return empty if it does; otherwise the time after which the next one is allowed
     */
    public Optional<Duration> tryAcquire(SocketAddress address) {
        return limiter.flatMap(limited -> limited.tryAcquire(key(address)));
    }

    /** The subject that an address counts for: IPv6 addresses by their first half, since a client can choose the second half freely. */
    public static Object key(SocketAddress address) {
        if (address instanceof InetSocketAddress internet) {
            return internet.getAddress() instanceof Inet6Address six
                    ? (Object) ByteBuffer.wrap(six.getAddress()).getLong()
                    : internet.getAddress();
        }
        return address;
    }
}
