package dev.carewire.hub;

import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;

/**
 * Selects the events that a session receives from its rooms, live or replayed. Runs on the session's loop for each
 * event and room, so it must be fast and neither block nor allocate. Immutable.
 */
@FunctionalInterface
public interface EventFilter {

    /** Accepts every event. */
    EventFilter ALL = event -> true;

    boolean matches(Event<?> event);

    /**
     * Like {@link #matches(Event)}, for filters that depend on the room.
     *
     * @param room the first of the event's rooms that the session is in
     */
    default boolean matches(Event<?> event, RoomKey room) {
        return matches(event);
    }
}
