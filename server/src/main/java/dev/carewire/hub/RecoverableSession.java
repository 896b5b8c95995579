package dev.carewire.hub;

import dev.carewire.command.Caller;
import dev.carewire.event.RoomKey;
import dev.carewire.log.LogPosition;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a session that ended, so that its client may go on where it was.
 *
 * @param id secret between server and client, random
 * @param sessionId the public id, which the client keeps
 * @param caller who it was; whoever goes on must be the same user of the same tenant, with a token of their own
 * @param startSeq the newest event when the session began
 * @param rooms which rooms it was in, and since which event
 * @param lastAccepted the last event that was sent to the client; 0 for none
 * @param caughtUpTo everything up to here was sent or did not concern the session
 */
public record RecoverableSession(
        String id,
        String sessionId,
        Caller caller,
        Encoding encoding,
        long startSeq,
        Map<RoomKey, Long> rooms,
        long lastAccepted,
        long caughtUpTo) {

    public RecoverableSession {
        rooms = Map.copyOf(rooms);
    }

    /** Whether this caller, who has shown a valid token, may go on. */
    boolean belongsTo(Caller other) {
        return caller.isSameUserAs(other);
    }

    /**
     * From where the client has to be told what happened.
     *
     * @param offset the position of the last event it has, as it says; empty if it has none
     * @param epoch the present life of the log
     * @return empty if that cannot be known
     */
    Optional<ReplayStart> replayStart(Optional<LogPosition> offset, String epoch) {
        if (offset.isEmpty()) {
            // It has nothing of what was sent, if anything was.
            return Optional.of(new ReplayStart(startSeq, 0, lastAccepted == 0 ? caughtUpTo : startSeq));
        }
        long has = offset.get().seq();
        if (!offset.get().epoch().equals(epoch) || has > lastAccepted) {
            return Optional.empty();
        }
        // With everything that was sent, it lacks only what came later, however long its rooms had been quiet before.
        return Optional.of(new ReplayStart(startSeq, has, has == lastAccepted ? caughtUpTo : has));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Continuation[session=" + sessionId + ", " + caller.principal() + "]";
    }
}
