package dev.carewire.hub;

import dev.carewire.command.Caller;
import dev.carewire.event.RoomKey;
import dev.carewire.log.LogPosition;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state of an ended session that its client can resume.
 *
 * @param id random secret shared by server and client
 * @param sessionId the public id, which the client keeps
 * @param caller the session's user; only the same user of the same tenant, with a token of their own, may resume it
 * @param startSeq the newest event when the session started
 * @param rooms the session's rooms, each with the log number of its join
 * @param grantedRooms those that a back end granted
 * @param lastAccepted the last event sent to the client; 0 for none
 * @param caughtUpTo every event up to here was sent or did not concern the session
 */
public record RecoverableSession(
        String id,
        String sessionId,
        Caller caller,
        Encoding encoding,
        long startSeq,
        Map<RoomKey, Long> rooms,
        Set<RoomKey> grantedRooms,
        long lastAccepted,
        long caughtUpTo) {

    public RecoverableSession {
        rooms = Map.copyOf(rooms);
        grantedRooms = Set.copyOf(grantedRooms);
    }

    /**
     * Whether a back end granted {@code room}, so that the rights of the user do not matter.
     *
     * @param renewed the user with the roles of now
     */
    public boolean isGranted(RoomKey room, Caller renewed) {
        return Session.isGranted(room, grantedRooms, renewed);
    }

    /** Whether this caller, whose token has been verified, may resume it. */
    boolean belongsTo(Caller other) {
        return caller.isSameUserAs(other);
    }

    /**
     * The start of the client's replay.
     *
     * @param offset the position of the last event that the client claims to have; empty if it has none
     * @param epoch the current life of the log
     * @return empty if the start cannot be determined
     */
    Optional<ReplayStart> replayStart(Optional<LogPosition> offset, String epoch) {
        if (offset.isEmpty()) {
            // The client has received none of the events sent, if there were any.
            return Optional.of(new ReplayStart(startSeq, 0, lastAccepted == 0 ? caughtUpTo : startSeq));
        }
        long has = offset.get().seq();
        if (!offset.get().epoch().equals(epoch) || has > lastAccepted) {
            return Optional.empty();
        }
        // The client has every event sent, so it misses only those after the end, even if its rooms were quiet before.
        return Optional.of(new ReplayStart(startSeq, has, has == lastAccepted ? caughtUpTo : has));
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return "RecoverableSession[session=" + sessionId + ", " + caller.principal() + "]";
    }
}
