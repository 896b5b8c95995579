package dev.carewire.log;

import dev.carewire.event.Event;

/**
 * Gives logged events their places. Whoever reads the log is handed each tenant's events in the order of their positions, every
 * one exactly once; different tenants' events may come at the same time on different threads.
 */
public interface EventLog {

    /** Appends an event to its tenant's log. Any thread. */
    void append(Event<?> event);
}
