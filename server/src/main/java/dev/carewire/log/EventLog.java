package dev.carewire.log;

import dev.carewire.event.Event;

/**
 * Assigns logged events their positions. The log's subscriber receives each tenant's events in the order of their
 * positions, exactly once. Events of different tenants may arrive concurrently on different threads.
 */
public interface EventLog {

    /** Appends an event to its tenant's log. Any thread. */
    void append(Event<?> event);
}
