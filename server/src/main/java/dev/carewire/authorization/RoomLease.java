package dev.carewire.authorization;

/** The questions about one session's stay in a room. Any thread; never blocks. */
@FunctionalInterface
public interface RoomLease {

    /** The session has left the room: ends the questions. Repeated calls do nothing. */
    void end();
}
