package dev.carewire.hub;

import dev.carewire.command.Caller;
import dev.carewire.event.RoomKey;
import dev.carewire.log.Position;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a session that ended, so that its client may go on where it was.
 *
 * @param id secret between server and client, random
 * @param sessionId the public id, which the client keeps
 * @param caller who it was; whoever goes on must be the same user of the same tenant, with a token of their own
 * @param begun the newest event when the session began
 * @param rooms which rooms it was in, and since which event
 * @param lastAccepted the last event that was sent to the client; 0 for none
 * @param done everything up to here was sent or did not concern the session
 */
public record Continuation(
        String id,
        String sessionId,
        Caller caller,
        Encoding encoding,
        long begun,
        Map<RoomKey, Long> rooms,
        long lastAccepted,
        long done) {

    public Continuation {
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
    Optional<Resumption> resumeFrom(Optional<Position> offset, String epoch) {
        if (offset.isEmpty()) {
            // It has nothing of what was sent, if anything was.
            return Optional.of(new Resumption(begun, 0, lastAccepted == 0 ? done : begun));
        }
        long has = offset.get().seq();
        if (!offset.get().epoch().equals(epoch) || has > lastAccepted) {
            return Optional.empty();
        }
        // With everything that was sent, it lacks only what came later, however long its rooms had been quiet before.
        return Optional.of(new Resumption(begun, has, has == lastAccepted ? done : has));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Continuation[session=" + sessionId + ", " + caller.principal() + "]";
    }
}
