package dev.carewire.app.wiring;

import dev.carewire.cluster.TransientTimers;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers on one thread of their own, until closed. Callers bound their number. */
final class InMemoryTimers implements TransientTimers, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InMemoryTimers.class);

    private final ScheduledThreadPoolExecutor executor;

    /** No timers yet; the thread starts with the first one. */
    InMemoryTimers() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "carewire-alarms");
            thread.setDaemon(true);
            return thread;
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
            // The server is stopping, so the timer will not fire.
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
