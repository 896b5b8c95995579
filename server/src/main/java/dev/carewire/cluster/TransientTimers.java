package dev.carewire.cluster;

import java.time.Duration;

/**
 * Alarms in memory, for what a crash may forget: what must survive one belongs into the database. Any thread; never blocks.
 */
public interface TransientTimers {

    /**
     * Does something once, after a while, on a thread of the alarms' own.
     *
     * @param ring must not block; an exception is logged and goes no further
     */
    ScheduledTask schedule(Duration time, Runnable ring);

    /** An alarm that was set. */
    @FunctionalInterface
    interface ScheduledTask {

        /** Prevents the alarm from ringing, unless it is ringing already. Repeated calls do nothing. */
        void cancel();
    }
}
