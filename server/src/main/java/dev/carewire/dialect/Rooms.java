package dev.carewire.dialect;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.Access;
import dev.carewire.identity.Principal;
import java.util.ArrayList;
import java.util.List;

/**
 * The rooms that clients join and leave on request, bounded so that no client can fill the server with rooms. Called on
 * the session's executor; never blocks.
 */
public final class Rooms {

    /** Most rooms of a session, including its tenant's and its user's. */
    public static final int MAX_PER_SESSION = 256;

    private final Hub hub;

    /** The rooms of this node. */
    public Rooms(Hub hub) {
        this.hub = hub;
    }

    /**
     * The rooms that a client joins automatically: its user's, the tenant's for staff, and the tickets for a
     * waiting-room screen. Any other room requires a command that is allowed to join it.
     */
    public static List<RoomKey> initialRooms(Caller caller) {
        Principal principal = caller.principal();
        List<RoomKey> rooms = new ArrayList<>();
        if (Access.maySubscribeToTenant(principal)) {
            rooms.add(RoomKey.tenant(caller.tenant()));
        }
        if (Access.maySubscribeToTickets(principal)) {
            rooms.add(RoomKey.entity(caller.tenant(), RoomKey.Kind.DISPLAY));
        }
        rooms.addAll(userRooms(caller));
        return rooms;
    }

    /** Of the {@link #initialRooms}, those for events of the user; displays have none. */
    public static List<RoomKey> userRooms(Caller caller) {
        return Access.maySend(caller.principal()) ? List.of(RoomKey.user(caller.tenant(), caller.userId())) : List.of();
    }

    /**
     * The rooms that a client joins automatically in a family without events for all staff. Staff join one more than their
     * user's, for the events of the family's own back end.
     */
    public static List<RoomKey> personalRooms(Caller caller) {
        List<RoomKey> rooms = new ArrayList<>(userRooms(caller));
        if (Access.maySubscribeToTenant(caller.principal())) {
            rooms.add(RoomKey.entity(caller.tenant(), RoomKey.Kind.STAFF));
        }
        return rooms;
    }

    /**
     * Joins a room; the caller has verified the right to do so. Idempotent.
     *
     * @throws RejectedException CONFLICT if the session is in {@value #MAX_PER_SESSION} rooms
     */
    public void join(Session session, RoomKey room) {
        if (!session.isIn(room) && session.roomCount() >= MAX_PER_SESSION) {
            throw RejectedException.conflict("rooms: too many (expected: at most " + MAX_PER_SESSION + ")");
        }
        hub.join(session, room);
    }

    /** Leaves a room. Idempotent. */
    public void leave(Session session, RoomKey room) {
        hub.leave(session, room);
    }
}
