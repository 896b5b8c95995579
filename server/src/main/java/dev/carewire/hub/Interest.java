package dev.carewire.hub;

import dev.carewire.event.Event;

/**
 * Which of the events in its rooms a session is told. Asked on the session's loop for each event of each room, so an answer is
 * quick, blocks nobody and allocates nothing; also for events that are replayed. Immutable.
 */
@FunctionalInterface
public interface Interest {

    /** Everything. */
    Interest ALL = event -> true;

    boolean in(Event<?> event);
}
