package dev.carewire.transport.session;

import dev.carewire.dialect.AuthenticationFailure;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection without a session. Occupies one of its address's places until the client has a session or the connection is closed. Each
 * token of the client that is not genuine counts as a failure of the address. Any thread.
 */
public final class ConnectAttempt {

    private final ConnectGate gate;
    private final SocketAddress address;
    private volatile Runnable close;
    private final AtomicBoolean pending = new AtomicBoolean(true);

    /** Whether the client has shown a token. */
    private volatile boolean answered;

    /** Whether one of its tokens was genuine. */
    private volatile boolean excused;

    ConnectAttempt(ConnectGate gate, SocketAddress address, Runnable close) {
        this.gate = gate;
        this.address = address;
        this.close = close;
    }

    /** Replaces what closes the connection; any thread. */
    public void setClose(Runnable better) {
        close = better;
    }

    /** The client's address. */
    public SocketAddress address() {
        return address;
    }

    /** The client has a session, which counts for its tenant instead, or the connection is closed. */
    public void release() {
        if (pending.compareAndSet(true, false)) {
            gate.release(this);
        }
    }

    /** The client has shown a valid token. It may have to wait for a session, or find no room for one. */
    public void authenticate() {
        excused = true;
    }

    /**
     * The server rejected the client's token.
     *
     * @return whether the client may try again on this connection. It may not if the token is not genuine and the
     *     address has sent too many of these
     */
    public boolean reject(AuthenticationFailure failure) {
        if (failure == AuthenticationFailure.EXCUSED) {
            excused = true;
            return true;
        }
        answered = true;
        return gate.countFailure(address);
    }

    /** The time to authenticate is over. Counts as a failure unless the client has shown a token before. */
    public void timeOut() {
        if (!answered && !excused && pending.get()) {
            gate.countFailure(address);
        }
    }

    /** Whether the client has shown a genuine token. */
    boolean isExcused() {
        return excused;
    }

    /** Leaves its place to a newer connection of the address. */
    void makeRoom() {
        release();
        close.run();
    }
}
