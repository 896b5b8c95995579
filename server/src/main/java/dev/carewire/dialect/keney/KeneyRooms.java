package dev.carewire.dialect.keney;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.Rooms;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import java.util.List;

/**
 * Who is in which room. Rooms are a user's, not a session's: whoever enters one does so with all their sessions, and a session that
 * begins is where the user's others are. With the last of them the user is in no room any more. Any thread; blocks, but for
 * {@link #leave}.
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
     * The user of {@code session} enters a room of their own tenant.
     *
     * @throws RejectedException NOT_FOUND for what the caller cannot see, FORBIDDEN for what their role may not see, CONFLICT if the
     *     session is in too many rooms
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

    /** A session that has begun enters the rooms that its user is in over others. */
    void joinRoomsOfUser(Session session) {
        for (Session other : otherSessions(session)) {
            for (RoomKey room : other.rooms()) {
                try {
                    joinSharedRoom(session, other, room);
                } catch (RejectedException withdrawn) {
                    // The other session's roles may be different, or the user has left since.
                }
            }
        }
    }

    private void joinSharedRoom(Session session, Session other, RoomKey room) {
        Runnable entrance = () -> {
            if (other.isIn(room)) {
                rooms.join(session, room);
            }
        };
        if (session.isIn(room)) {
            return;
        }
        if (room.kind() == RoomKey.Kind.THREAD) {
            features.messaging().runAsMember(session.caller(), room.id(), entrance);
        } else if (mayJoin(room, session.caller())) {
            entrance.run();
        }
    }

    private List<Session> otherSessions(Session session) {
        return users.ofUser(session).stream().filter(other -> other != session).toList();
    }

    private void joinIfBelowLimit(Session session, RoomKey room) {
        try {
            rooms.join(session, room);
        } catch (RejectedException tooManyRooms) {
            // That session asked for none of it.
        }
    }

    /**
     * The user of {@code session} leaves a room. Never blocks.
     *
     * @throws RejectedException CONFLICT for a room that is the user's without asking
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
