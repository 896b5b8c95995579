package dev.carewire.app.wiring;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a small task again and again, on a thread of its own, until it is closed. */
final class PeriodicTask implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PeriodicTask.class);

    /** How long closing waits for a task: more than any should take. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ScheduledExecutorService executor;

    private PeriodicTask(ScheduledExecutorService thread) {
        this.executor = thread;
    }

    /** Begins. A task that fails is logged and runs again all the same. */
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

    /** Begins nothing more and waits for what is running, so that what it uses may be closed. */
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
