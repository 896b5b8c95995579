package dev.carewire.authorization;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import java.time.Instant;
import java.util.Optional;

/** The answer to a {@link RoomQuestion}. */
public sealed interface RoomDecision {

    /**
     * Requires that the user may be in the room.
     *
     * @return when the question has to be asked again; empty if the answer holds as long as the user's roles
     * @throws RejectedException {@code FORBIDDEN} for a refusal, {@code OVERLOADED} without an answer
     */
    default Optional<Instant> require() {
        if (this instanceof Allowed allowed) {
            return allowed.until();
        }
        throw this instanceof Refused
                ? RejectedException.forbidden("room: not allowed")
                : new RejectedException(Rejection.OVERLOADED, "room: the clinic's system did not answer");
    }

    /**
     * The user may be in the room.
     *
     * @param until when the question has to be asked again; empty if the answer holds as long as the user's roles
     */
    record Allowed(Optional<Instant> until) implements RoomDecision {}

    /** The user may not be in the room. */
    record Refused() implements RoomDecision {}

    /** The clinic's system gave no answer in time. The user may not join now; a later question may succeed. */
    record Unavailable() implements RoomDecision {}

    /** This server could not ask now: too many questions are waiting. The clinic's system may be well. */
    record NotAsked() implements RoomDecision {}
}
