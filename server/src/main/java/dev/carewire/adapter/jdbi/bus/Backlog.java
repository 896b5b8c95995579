package dev.carewire.adapter.jdbi.bus;

import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.ClusterBus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages that wait to be sent, at most {@value #MAX_MESSAGES} and {@value #MAX_BYTES} bytes. Any thread; only
 * {@link #take} blocks.
 */
final class Backlog {

    static final int MAX_MESSAGES = 10_000;

    static final int MAX_BYTES = 4 * ClusterBus.MAX_MESSAGE_BYTES;

    /** A batch ends with the message that reaches one of these limits. */
    private static final int BATCH_MESSAGES = 256;

    private static final int BATCH_BYTES = 256 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // The lock guards the rest.
    private final Queue<Message> waiting = new ArrayDeque<>();
    private int bytes;
    private boolean woken;

    /** A message to a topic. */
    record Message(BusTopic topic, ByteBuffer body) {}

    /** Adds a message, unless too many wait. */
    boolean offer(Message message) {
        int length = message.body().remaining();
        lock.lock();
        try {
            if (waiting.size() == MAX_MESSAGES || bytes + length > MAX_BYTES) {
                return false;
            }
            waiting.add(message);
            bytes += length;
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait of {@link #take}, or else its next one. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next messages; none after {@link #wake}, or if there are none for that long. */
    List<Message> take(Duration longest) throws InterruptedException {
        long nanos = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !woken && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (woken) {
                woken = false;
                return List.of();
            }
            return next();
        } finally {
            lock.unlock();
        }
    }

    private List<Message> next() {
        List<Message> batch = new ArrayList<>();
        int batchBytes = 0;
        while (!waiting.isEmpty() && batch.size() < BATCH_MESSAGES && batchBytes < BATCH_BYTES) {
            Message message = waiting.remove();
            batch.add(message);
            batchBytes += message.body().remaining();
        }
        bytes -= batchBytes;
        return batch;
    }

    /** Drops all messages and returns their number. */
    int clear() {
        lock.lock();
        try {
            int count = waiting.size();
            waiting.clear();
            bytes = 0;
            return count;
        } finally {
            lock.unlock();
        }
    }
}
