package dev.carewire.adapter.jdbi;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Admits changes to the connections of the pool and leaves some for reads. If none of the admitted changes ends, for
 * example because all wait for one locked row, further ones fail: otherwise, they would occupy every worker. Any thread.
 */
final class ChangeGate {

    /** Time without the begin or end of any change after which waiting ones fail. */
    private static final Duration STALL = Duration.ofSeconds(1);

    private static final long POLL_MILLIS = 50;

    private final Semaphore permits;
    private final Duration patience;
    private final LongSupplier nanos;

    /** When a change was last admitted or ended. */
    private volatile long movedAt;

    /** Permits of the changes that are open on this thread. A nested one needs none. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);

    /**
     * A gate to a pool.
     *
     * @param connections of the pool; a quarter of them, at most two, are left for reads
     * @param patience longest wait while admitted changes end
     * @param nanos the time, as of {@link System#nanoTime}
     */
    ChangeGate(int connections, Duration patience, LongSupplier nanos) {
        this.permits = new Semaphore(connections - Math.min(2, connections / 4), true);
        this.patience = patience;
        this.nanos = nanos;
        this.movedAt = nanos.getAsLong();
    }

    /**
     * Enters the gate. The same thread calls {@link #exit} later, once.
     *
     * @throws SQLTransientConnectionException if the change was not admitted; then there is no exit
     */
    void enter() throws SQLTransientConnectionException {
        int open = depth.get();
        if (open == 0) {
            acquire();
        }
        depth.set(open + 1);
    }

    private void acquire() throws SQLTransientConnectionException {
        try {
            if (!permits.tryAcquire()) {
                awaitPermit();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted before a change", interrupted);
        }
        movedAt = nanos.getAsLong();
    }

    private void awaitPermit() throws InterruptedException, SQLTransientConnectionException {
        long begin = nanos.getAsLong();
        while (!permits.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            long now = nanos.getAsLong();
            if (now - movedAt > STALL.toNanos() || now - begin > patience.toNanos()) {
                throw new SQLTransientConnectionException("No change was admitted");
            }
        }
    }

    /** Leaves the gate. */
    void exit() {
        int open = depth.get() - 1;
        if (open == 0) {
            depth.remove();
            movedAt = nanos.getAsLong();
            permits.release();
        } else {
            depth.set(open);
        }
    }
}
