package dev.carewire.transport.session;

import dev.carewire.rate.KeyedRateLimiter;
import dev.carewire.rate.RateLimit;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;

/** Limits the sessions that clients open, or the requests that they send, from each address. Any thread; never blocks. */
public final class AddressRate {

    /** Addresses that are counted at a time. */
    private static final int MAX_ADDRESSES = 16_384;

    /** Empty without a limit. */
    private final Optional<KeyedRateLimiter<Object>> limiter;

    /** A rate that has counted nothing. */
    public AddressRate(ConnectLimits limits, Clock clock) {
        this.limiter = limits.perSecond() == 0
                ? Optional.empty()
                : Optional.of(new KeyedRateLimiter<>(
                        RateLimit.perSecond(limits.perSecond(), limits.burst()), MAX_ADDRESSES, clock));
    }

    /** Counts one more from {@code address} if the limit allows it, and returns whether it does. */
    public boolean admits(SocketAddress address) {
        return limiter.flatMap(limited -> limited.tryAcquire(key(address))).isEmpty();
    }

    /** A client has as many IPv6 addresses as it likes, all with the same first half. */
    private static Object key(SocketAddress address) {
        if (address instanceof InetSocketAddress internet) {
            return internet.getAddress() instanceof Inet6Address six
                    ? (Object) ByteBuffer.wrap(six.getAddress()).getLong()
                    : internet.getAddress();
        }
        return address;
    }
}
