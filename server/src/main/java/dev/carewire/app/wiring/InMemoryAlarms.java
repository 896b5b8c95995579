package dev.carewire.app.wiring;

import dev.carewire.cluster.Alarms;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alarms on one thread of their own, until they are closed. As many may wait as their callers allow. */
final class InMemoryAlarms implements Alarms, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InMemoryAlarms.class);

    private final ScheduledThreadPoolExecutor thread;

    /** Alarms of which none is set; the thread begins with the first. */
    InMemoryAlarms() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread bell = new Thread(task, "carewire-alarms");
            bell.setDaemon(true);
            return bell;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Alarm after(Duration time, Runnable ring) {
        try {
            ScheduledFuture<?> alarm = thread.schedule(() -> guarded(ring), time.toMillis(), TimeUnit.MILLISECONDS);
            return () -> alarm.cancel(false);
        } catch (RejectedExecutionException closed) {
            // The server stops: what would have rung ends with it.
            return () -> {};
        }
    }

    private static void guarded(Runnable ring) {
        try {
            ring.run();
        } catch (RuntimeException bug) {
            log.atError().setCause(bug).log("alarm failed");
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
