package dev.carewire.transport.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes that requests' bodies hold while they come in, on all connections together: whoever sends them has shown no
 * token yet. Any thread.
 */
public final class IncomingBodies {

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** @param most bytes, 1 and up */
    public IncomingBodies(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("most: " + most + " (expected: 1 or more)");
        }
        this.most = most;
    }

    /** Whether there was room for so many bytes more; if so they are held until they are let go of. */
    boolean take(int bytes) {
        if (held.addAndGet(bytes) <= most) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void letGo(int bytes) {
        held.addAndGet(-bytes);
    }
}
