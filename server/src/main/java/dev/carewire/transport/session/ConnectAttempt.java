package dev.carewire.transport.session;

import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection whose client has not authenticated yet. Counts against its address until its outcome, and afterwards only if it failed.
 * Only the first outcome counts. Any thread.
 */
public final class ConnectAttempt {

    private final ConnectGate gate;
    private final SocketAddress address;
    private final AtomicBoolean pending = new AtomicBoolean(true);

    ConnectAttempt(ConnectGate gate, SocketAddress address) {
        this.gate = gate;
        this.address = address;
    }

    /** The client has shown a valid token: it counts for its tenant instead, whether there is room for it or not. */
    public void succeed() {
        if (pending.compareAndSet(true, false)) {
            gate.release(address);
        }
    }

    /** The server rejected the client's token, or the client has gone without one. */
    public void fail() {
        if (pending.compareAndSet(true, false)) {
            gate.release(address);
            gate.countFailure(address);
        }
    }
}
