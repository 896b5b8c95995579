package dev.carewire.app.wiring;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a short task on its own thread, until closed. */
final class PeriodicTask implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PeriodicTask.class);

    /** How long closing waits for a running task, more than any should take. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ScheduledExecutorService executor;

    private PeriodicTask(ScheduledExecutorService thread) {
        this.executor = thread;
    }

    /** Starts the repetition. A failed task is logged, and runs again. */
    static PeriodicTask every(Duration interval, Runnable task) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread keeper = new Thread(runnable, "carewire-housekeeping");
            keeper.setDaemon(true);
            return keeper;
        });
        thread.scheduleWithFixedDelay(
                () -> runSafely(task), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return new PeriodicTask(thread);
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) {
            log.atError().setCause(bug).log("housekeeping failed");
        }
    }

    /** Starts no further run and waits for a running one, so that its resources may be closed. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (executor.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }
}
