package dev.carewire.transport.session;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts the sessions that are opened, or the requests that are sent, from each address. What an address has left is forgotten once it would be complete again,
 * and earlier when {@value #MOST_ADDRESSES} others came since. Any thread; never blocks. Lock: this object.
 */
public final class AddressRate {

    /** Addresses that are counted at a time. */
    static final int MOST_ADDRESSES = 16_384;

    private final ConnectLimits limits;
    private final Clock clock;
    private final long completeAfterMillis;

    /** The one that came last is the last. */
    private final Map<Object, Allowance> allowances = new LinkedHashMap<>(16, 0.75f, true);

    /** Nobody has come yet. */
    public AddressRate(ConnectLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.completeAfterMillis = limits.perSecond() == 0 ? 0 : limits.burst() * 1_000L / limits.perSecond() + 1;
    }

    /** Whether one more may come from {@code address}; if so, it is counted. */
    public boolean admits(SocketAddress address) {
        if (limits.perSecond() == 0) {
            return true;
        }
        long now = clock.millis();
        synchronized (this) {
            forget(now);
            Allowance allowance = allowances.computeIfAbsent(key(address), newcomer -> new Allowance(bucket()));
            allowance.usedAtMillis = now;
            return allowance.bucket.tryConsume(1);
        }
    }

    synchronized int size() {
        return allowances.size();
    }

    private void forget(long now) {
        Iterator<Allowance> oldestFirst = allowances.values().iterator();
        while (oldestFirst.hasNext()) {
            Allowance oldest = oldestFirst.next();
            if (now - oldest.usedAtMillis < completeAfterMillis && allowances.size() < MOST_ADDRESSES) {
                return;
            }
            oldestFirst.remove();
        }
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(
                        limit -> limit.capacity(limits.burst()).refillGreedy(limits.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(new ClockMeter(clock))
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
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
