package dev.carewire.transport.session;

import java.net.SocketAddress;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether a newcomer may open a session at all, whatever protocol it speaks. One for all edges of a server; any thread. */
public final class ConnectGate {

    private final AddressRate rate;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** An open door. */
    public ConnectGate(ConnectLimits limits, Clock clock) {
        this.rate = new AddressRate(limits, clock);
    }

    /** What a newcomer finds. */
    public enum Outcome {
        OPEN,
        /** The server is about to stop and takes no new sessions. */
        SHUT,
        /** Too many sessions were opened from this address. */
        TOO_MANY
    }

    /** Whether one more session may be opened from {@code address}; if so, it is counted. */
    public Outcome admit(SocketAddress address) {
        if (closed.get()) {
            return Outcome.SHUT;
        }
        return rate.admits(address) ? Outcome.OPEN : Outcome.TOO_MANY;
    }

    /** Nobody comes in any more. Whether the door was open. */
    public boolean close() {
        return closed.compareAndSet(false, true);
    }
}
