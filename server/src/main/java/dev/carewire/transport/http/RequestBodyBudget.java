package dev.carewire.transport.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bytes that requests' bodies hold while they come in, on all connections together: whoever sends them has shown no
 * token yet. Any thread.
 */
public final class RequestBodyBudget {

    private final long maxBytes;
    private final AtomicLong reservedBytes = new AtomicLong();

    /** @param most bytes, 1 and up */
    public RequestBodyBudget(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("most: " + most + " (expected: 1 or more)");
        }
        this.maxBytes = most;
    }

    /** Whether there was room for so many bytes more; if so they are held until they are let go of. */
    boolean tryReserve(int bytes) {
        if (reservedBytes.addAndGet(bytes) <= maxBytes) {
            return true;
        }
        reservedBytes.addAndGet(-bytes);
        return false;
    }

    void release(int bytes) {
        reservedBytes.addAndGet(-bytes);
    }
}
