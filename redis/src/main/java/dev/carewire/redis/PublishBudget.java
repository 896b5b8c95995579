package dev.carewire.redis;

/** Bounds the messages that wait for Redis's answer: 10,000 with 32 MiB together. Any thread. */
final class PublishBudget {

    static final int MAX_MESSAGES = 10_000;
    static final long MAX_BYTES = 32L << 20;

    private int messages;
    private long bytes;

    /** Whether a message of this size may wait. It then occupies the budget until {@link #release}. */
    synchronized boolean tryAcquire(int size) {
        if (messages >= MAX_MESSAGES || bytes + size > MAX_BYTES) {
            return false;
        }
        messages++;
        bytes += size;
        return true;
    }

    synchronized void release(int size) {
        messages--;
        bytes -= size;
    }
}
