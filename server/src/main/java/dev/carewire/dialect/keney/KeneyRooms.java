package dev.carewire.dialect.keney;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.Rooms;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import java.util.List;

/**
 * The members of rooms. Membership belongs to users, not to sessions: joining applies to all sessions of a user. A new
 * session joins the rooms of the user's other sessions. The last session's end removes the user from all rooms. Any
 * thread; blocks, except for {@link #leave}.
 */
final class KeneyRooms {

    private final Rooms rooms;
    private final UserSessions users;
    private final ClientFeatures features;

    KeneyRooms(Rooms rooms, UserSessions users, ClientFeatures features) {
        this.rooms = rooms;
        this.users = users;
        this.features = features;
    }

    /**
     * Joins the user of {@code session} to a room of their own tenant.
     *
     * @throws RejectedException NOT_FOUND for an invisible record, FORBIDDEN for one that the role may not see,
     *     CONFLICT if the session is in too many rooms
     */
    void join(Session session, RoomKey room) {
        if (room.kind() == RoomKey.Kind.THREAD) {
            features.messaging().runAsMember(session.caller(), room.id(), () -> {
                rooms.join(session, room);
                otherSessions(session).forEach(other -> joinIfBelowLimit(other, room));
            });
        } else {
            requireAccess(room, session.caller());
            rooms.join(session, room);
            otherSessions(session).stream()
                    .filter(other -> mayJoin(room, other.caller()))
                    .forEach(other -> joinIfBelowLimit(other, room));
        }
    }

    /** Joins a new session to the rooms of its user's other sessions. */
    void joinRoomsOfUser(Session session) {
        for (Session other : otherSessions(session)) {
            for (RoomKey room : other.rooms()) {
                try {
                    joinSharedRoom(session, other, room);
                } catch (RejectedException withdrawn) {
                    // The other session may have other roles, or the user has left the room since.
                }
            }
        }
    }

    private void joinSharedRoom(Session session, Session other, RoomKey room) {
        Runnable joinIfOtherIsIn = () -> {
            if (other.isIn(room)) {
                rooms.join(session, room);
            }
        };
        if (session.isIn(room)) {
            return;
        }
        if (room.kind() == RoomKey.Kind.THREAD) {
            features.messaging().runAsMember(session.caller(), room.id(), joinIfOtherIsIn);
        } else if (mayJoin(room, session.caller())) {
            joinIfOtherIsIn.run();
        }
    }

    private List<Session> otherSessions(Session session) {
        return users.ofUser(session).stream().filter(other -> other != session).toList();
    }

    private void joinIfBelowLimit(Session session, RoomKey room) {
        try {
            rooms.join(session, room);
        } catch (RejectedException tooManyRooms) {
            // The session did not request this, so it receives no error.
        }
    }

    /**
     * Removes the user of {@code session} from a room. Never blocks.
     *
     * @throws RejectedException CONFLICT for an automatically joined room
     */
    void leave(Session session, RoomKey room) {
        if (Rooms.initialRooms(session.caller()).contains(room)) {
            throw RejectedException.conflict("room_id: always yours (expected: a room that you joined)");
        }
        rooms.leave(session, room);
        otherSessions(session).forEach(other -> rooms.leave(other, room));
    }

    /** Whether the caller may be in a room. Blocks. */
    boolean mayJoin(RoomKey room, Caller caller) {
        try {
            requireAccess(room, caller);
            return true;
        } catch (RejectedException refused) {
            return false;
        }
    }

    private void requireAccess(RoomKey room, Caller caller) {
        switch (room.kind()) {
            case THREAD -> features.messaging().requireMember(caller, room.id());
            case PATIENT -> features.patients().get(caller, room.id());
            case APPOINTMENT -> features.appointments().get(caller, room.id());
            default -> {
                if (!Rooms.initialRooms(caller).contains(room)) {
                    throw RejectedException.forbidden("not a room of yours");
                }
            }
        }
    }
}
