package dev.carewire.cluster;

import java.time.Duration;

/**
 * Timers in memory, for work that a crash may discard. Use {@link Timers} for anything else. Any thread; never blocks.
 */
public interface TransientTimers {

    /**
     * Runs a task once after a delay, on a timer thread.
     *
     * @param task must not block; an exception is logged and not propagated
     */
    ScheduledTask schedule(Duration delay, Runnable task);

    /** A scheduled task. */
    @FunctionalInterface
    interface ScheduledTask {

        /** Cancels the task unless it is already running. Repeated calls do nothing. */
        void cancel();
    }
}
