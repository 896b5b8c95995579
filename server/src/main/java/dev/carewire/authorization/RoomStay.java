package dev.carewire.authorization;

import dev.carewire.command.Caller;
import dev.carewire.event.RoomKey;
import java.util.Optional;

/**
 * One session's stay in a room that it joined by a decision with an end. Equal for the same session and room. Any thread;
 * no method blocks.
 */
public interface RoomStay {

    RoomKey room();

    /** The session's user with the current roles; empty once the session has left the room or ended, or a back end granted the room. */
    Optional<Caller> caller();

    /** Removes the session from the room: its user lost the right to be there. */
    void evict();
}
