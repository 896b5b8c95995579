package dev.carewire.hub;

import dev.carewire.command.Caller;
import dev.carewire.event.RoomKey;
import java.util.Map;
import java.util.Set;

/**
 * The state of a session that its client can resume.
 *
 * @param id random secret shared by server and client
 * @param generation how often the stored state has been claimed; 0 for never. State of an earlier generation is obsolete
 * @param sessionId the public id, which the client keeps
 * @param owner the user, whose client may resume it with a token of their own
 * @param progress how far the session has read the log
 * @param rooms the session's rooms, each with the log number of its join
 * @param grantedRooms those that a back end granted
 */
public record RecoverableSession(
        String id,
        long generation,
        String sessionId,
        SessionOwner owner,
        SessionProgress progress,
        Map<RoomKey, Long> rooms,
        Set<RoomKey> grantedRooms) {

    public RecoverableSession {
        rooms = Map.copyOf(rooms);
        grantedRooms = Set.copyOf(grantedRooms);
    }

    /** The same state after another claim. */
    RecoverableSession claimedAs(long newGeneration) {
        return new RecoverableSession(id, newGeneration, sessionId, owner, progress, rooms, grantedRooms);
    }

    /**
     * Whether a back end granted {@code room}, so that the rights of the user do not matter.
     *
     * @param renewed the user with the roles of now
     */
    public boolean isGranted(RoomKey room, Caller renewed) {
        return Session.isGranted(room, grantedRooms, renewed);
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return "RecoverableSession[session=" + sessionId + ", " + owner + "]";
    }
}
