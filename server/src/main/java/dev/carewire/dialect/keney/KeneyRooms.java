package dev.carewire.dialect.keney;

import dev.carewire.command.RejectedException;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.dialect.Rooms;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The members of rooms. Membership belongs to users, not to sessions: joining applies to all sessions of a user. A new
 * session joins the rooms of the user's other sessions. The last session's end removes the user from all rooms. Any
 * thread; blocks, except for {@link #leave}.
 */
final class KeneyRooms {

    private final RoomAccess access;
    private final UserSessions users;

    KeneyRooms(RoomAccess access, UserSessions users) {
        this.access = access;
        this.users = users;
    }

    /**
     * Joins the user of {@code session} to a room of their own tenant.
     *
     * @return fails with a {@link RejectedException}. NOT_FOUND for an invisible record, FORBIDDEN for one that the role
     *     may not see, CONFLICT if the session is in too many rooms
     */
    CompletionStage<Void> join(Session session, RoomKey room) {
        return join(session, room, () -> true)
                .thenCompose(joined -> CompletableFuture.allOf(otherSessions(session)
                        .map(other -> joinUnrequested(other, room, () -> session.isIn(room)))
                        .toArray(CompletableFuture[]::new)));
    }

    /** Joins a new session to the rooms of its user's other sessions. */
    CompletionStage<Void> joinRoomsOfUser(Session session) {
        return CompletableFuture.allOf(otherSessions(session)
                .flatMap(other -> other.rooms().stream()
                        .filter(room -> !session.isIn(room))
                        .map(room -> joinUnrequested(session, room, () -> other.isIn(room))))
                .toArray(CompletableFuture[]::new));
    }

    private Stream<Session> otherSessions(Session session) {
        return users.ofUser(session).stream().filter(other -> other != session);
    }

    /** The session did not request the room, so it receives no error: it may have other roles, or too many rooms. */
    private CompletableFuture<Void> joinUnrequested(Session session, RoomKey room, BooleanSupplier condition) {
        return join(session, room, condition)
                .exceptionally(rejected -> {
                    RoomAccess.rejection(rejected);
                    return null;
                })
                .toCompletableFuture();
    }

    private CompletionStage<Void> join(Session session, RoomKey room, BooleanSupplier condition) {
        if (RoomAccess.isOfRecord(room)) {
            return access.joinIf(condition, session, room);
        }
        // Every session is in its own user's and its tenant's room from the start.
        return Rooms.initialRooms(session.caller()).contains(room)
                ? CompletableFuture.completedStage(null)
                : CompletableFuture.failedStage(RejectedException.forbidden("not a room of yours"));
    }

    /**
     * Removes the user of {@code session} from a room. Another session stays in it if a back end has granted the room to that
     * session. Never blocks.
     *
     * @throws RejectedException CONFLICT for an automatically joined room
     */
    void leave(Session session, RoomKey room) {
        if (Rooms.initialRooms(session.caller()).contains(room)) {
            throw RejectedException.conflict("room_id: always yours (expected: a room that you joined)");
        }
        access.leave(session, room);
        otherSessions(session).filter(other -> !other.isGranted(room)).forEach(other -> access.leave(other, room));
    }
}
