package dev.carewire.transport.session;

import dev.carewire.dialect.AuthenticationFailure;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection without a session. Counts against its address until the client has a session or the connection is closed,
 * and afterwards only if its client failed to authenticate. Any thread.
 */
public final class ConnectAttempt {

    private final ConnectGate gate;
    private final SocketAddress address;
    private final AtomicBoolean pending = new AtomicBoolean(true);

    private volatile boolean excused;

    ConnectAttempt(ConnectGate gate, SocketAddress address) {
        this.gate = gate;
        this.address = address;
    }

    /** The client has a session, which counts for its tenant instead, or the connection is closed. */
    public void release() {
        if (pending.compareAndSet(true, false)) {
            gate.release(address);
        }
    }

    /** The client has shown a valid token. It may have to wait for a session, or find no room for one. */
    public void authenticate() {
        excused = true;
    }

    /**
     * The server rejected the client's token. The connection keeps its place if the rejection is excused; every other
     * one counts.
     */
    public void reject(AuthenticationFailure failure) {
        if (failure == AuthenticationFailure.COUNTED) {
            release();
            gate.countFailure(address);
        } else {
            excused = true;
        }
    }

    /** The time to authenticate is over. Counts as a failure unless the client has shown a token before. */
    public void timeOut() {
        if (!excused && pending.compareAndSet(true, false)) {
            gate.release(address);
            gate.countFailure(address);
        }
    }
}
