package dev.carewire.hub;

import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;

/**
 * Which of the events in its rooms a session is told. Asked on the session's loop for each event of each room, so an answer is
 * quick, blocks nobody and allocates nothing; also for events that are replayed. Immutable.
 */
@FunctionalInterface
public interface EventFilter {

    /** Everything. */
    EventFilter ALL = event -> true;

    boolean matches(Event<?> event);

    /**
     * As {@link #matches(Event)}, where the answer depends on the room.
     *
     * @param room through which the event reaches the session: the first of the event's rooms that it is in
     */
    default boolean matches(Event<?> event, RoomKey room) {
        return matches(event);
    }
}
