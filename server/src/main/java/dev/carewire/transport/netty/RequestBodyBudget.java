package dev.carewire.transport.netty;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory of request bodies that all connections aggregate: their senders have not authenticated yet. Any
 * thread.
 */
final class RequestBodyBudget {

    private final long maxBytes;
    private final AtomicLong reservedBytes = new AtomicLong();

    /** @param most bytes, 1 or more */
    RequestBodyBudget(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("most: " + most + " (expected: 1 or more)");
        }
        this.maxBytes = most;
    }

    /** Reserves bytes until their {@link #release}; false if the budget has too few left. */
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
