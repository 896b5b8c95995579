package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;

/**
 * The rooms that clients enter and leave by their own wish, bounded so that no client can fill the server with rooms. Called in
 * the session's turn; never blocks.
 */
public final class Rooms {

    /** Rooms a session may be in at a time, its tenant's and its user's included. */
    public static final int MOST_PER_SESSION = 256;

    private final Hub hub;

    /** The rooms of this node. */
    public Rooms(Hub hub) {
        this.hub = hub;
    }

    /**
     * Enters a room; that the session may has been decided. Idempotent.
     *
     * @throws RejectedException CONFLICT if the session is in {@value #MOST_PER_SESSION} rooms
     */
    public void join(Session session, RoomKey room) {
        if (!session.isIn(room) && session.roomCount() >= MOST_PER_SESSION) {
            throw RejectedException.conflict("rooms: too many (expected: at most " + MOST_PER_SESSION + ")");
        }
        hub.join(session, room);
    }

    /** Leaves a room. Idempotent. */
    public void leave(Session session, RoomKey room) {
        hub.leave(session, room);
    }
}
