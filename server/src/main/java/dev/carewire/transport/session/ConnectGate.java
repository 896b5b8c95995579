package dev.carewire.transport.session;

import dev.carewire.rate.AddressLimits;
import dev.carewire.rate.AddressRateLimiter;
import java.net.SocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Admits or rejects new connections before their clients authenticate, by the failures of their address and during shutdown. Whole clinics
 * stand behind one address, so only connections without a genuine token count against it. The edges of all protocols share one gate. Any
 * thread; never blocks.
 */
public final class ConnectGate {

    /** Connections of one address that may be without a session at a time: all pages of a large clinic after a restart. */
    static final int MAX_PENDING_PER_ADDRESS = 2_500;

    private final AddressLimits limits;
    private final AddressRateLimiter failures;

    /** Connections without a session; bounded by the connections of the server. */
    private final Map<Object, Integer> pending = new ConcurrentHashMap<>();

    private final AtomicBoolean closed = new AtomicBoolean();

    /** Creates an open gate. */
    public ConnectGate(AddressLimits limits, Clock clock) {
        this.limits = limits;
        this.failures = new AddressRateLimiter(limits, clock);
    }

    /** The result of {@link #admit}. */
    public enum Outcome {
        ADMITTED,
        /** The server is stopping and accepts no new sessions. */
        CLOSED,
        /** Too many connections of the address failed to authenticate, or have no session yet. */
        RATE_EXCEEDED
    }

    /** Decides on a new connection from {@code address}. */
    public Outcome admit(SocketAddress address) {
        if (closed.get()) {
            return Outcome.CLOSED;
        }
        boolean tooMany = isLimited()
                && (failures.isExhausted(address)
                        || pending.getOrDefault(AddressRateLimiter.key(address), 0) >= MAX_PENDING_PER_ADDRESS);
        return tooMany ? Outcome.RATE_EXCEEDED : Outcome.ADMITTED;
    }

    /** Counts an admitted connection until its client has a session or failed, or the connection is closed. */
    public ConnectAttempt begin(SocketAddress address) {
        pending.merge(AddressRateLimiter.key(address), 1, Integer::sum);
        return new ConnectAttempt(this, address);
    }

    private boolean isLimited() {
        return limits.perSecond() > 0;
    }

    void release(SocketAddress address) {
        pending.computeIfPresent(AddressRateLimiter.key(address), (key, number) -> number == 1 ? null : number - 1);
    }

    void countFailure(SocketAddress address) {
        failures.tryAcquire(address);
    }

    /** Rejects all further sessions. Returns whether this call closed the gate. */
    public boolean close() {
        return closed.compareAndSet(false, true);
    }
}
