package dev.carewire.app.wiring;

import dev.carewire.cluster.TransientTimers;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alarms on one thread of their own, until they are closed. As many may wait as their callers allow. */
final class InMemoryTimers implements TransientTimers, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InMemoryTimers.class);

    private final ScheduledThreadPoolExecutor executor;

    /** Alarms of which none is set; the thread begins with the first. */
    InMemoryTimers() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread bell = new Thread(task, "carewire-alarms");
            bell.setDaemon(true);
            return bell;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public ScheduledTask schedule(Duration time, Runnable ring) {
        try {
            ScheduledFuture<?> alarm = executor.schedule(() -> runSafely(ring), time.toMillis(), TimeUnit.MILLISECONDS);
            return () -> alarm.cancel(false);
        } catch (RejectedExecutionException closed) {
            // The server stops: what would have rung ends with it.
            return () -> {};
        }
    }

    private static void runSafely(Runnable ring) {
        try {
            ring.run();
        } catch (RuntimeException bug) {
            log.atError().setCause(bug).log("alarm failed");
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
