package dev.carewire.transport.session;

import java.net.SocketAddress;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

/** Decides whether a client may open a session, under every protocol. All edges of a server share one gate. Any thread. */
public final class ConnectGate {

    private final AddressRate rate;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** An open gate. */
    public ConnectGate(ConnectLimits limits, Clock clock) {
        this.rate = new AddressRate(limits, clock);
    }

    /** The answer to a client. */
    public enum Outcome {
        OPEN,
        /** The server is about to stop and accepts no new sessions. */
        SHUT,
        /** Too many sessions were opened from this address. */
        TOO_MANY
    }

    /** Decides about one more session from {@code address}, and counts it if it is admitted. */
    public Outcome admit(SocketAddress address) {
        if (closed.get()) {
            return Outcome.SHUT;
        }
        return rate.admits(address) ? Outcome.OPEN : Outcome.TOO_MANY;
    }

    /** Rejects all further sessions. Returns whether the gate was open. */
    public boolean close() {
        return closed.compareAndSet(false, true);
    }
}
