package dev.carewire.transport.session;

import dev.carewire.rate.AddressLimits;
import dev.carewire.rate.AddressRateLimiter;
import java.net.SocketAddress;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Admits or rejects new sessions, by the rate of their address and during shutdown. The edges of all protocols share one gate. Any
 * thread; never blocks.
 */
public final class ConnectGate {

    private final AddressRateLimiter rate;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Creates an open gate. */
    public ConnectGate(AddressLimits limits, Clock clock) {
        this.rate = new AddressRateLimiter(limits, clock);
    }

    /** The result of {@link #admit}. */
    public enum Outcome {
        ADMITTED,
        /** The server is stopping and accepts no new sessions. */
        CLOSED,
        /** The address has opened too many sessions. */
        RATE_EXCEEDED
    }

    /** Decides on a new session from {@code address}, and counts it if the gate admits it. */
    public Outcome admit(SocketAddress address) {
        if (closed.get()) {
            return Outcome.CLOSED;
        }
        return rate.tryAcquire(address) ? Outcome.ADMITTED : Outcome.RATE_EXCEEDED;
    }

    /** Rejects all further sessions. Returns whether this call closed the gate. */
    public boolean close() {
        return closed.compareAndSet(false, true);
    }
}
