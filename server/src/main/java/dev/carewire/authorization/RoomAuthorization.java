package dev.carewire.authorization;

import dev.carewire.command.Caller;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.Access;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Decides who may be in the rooms of records that another system keeps. Any thread; never blocks. */
@FunctionalInterface
public interface RoomAuthorization {

    /** Allows the staff of a clinic into every room of the clinic, and no other user. */
    RoomAuthorization STAFF = (caller, room) -> CompletableFuture.completedStage(
            Access.mayAccessRecords(caller.principal())
                    ? new RoomDecision.Allowed(Optional.empty())
                    : new RoomDecision.Refused());

    /**
     * Decides whether a caller may be in a room of the caller's tenant.
     *
     * @return never completes exceptionally; may complete later, on a thread that may block
     */
    CompletionStage<RoomDecision> decide(Caller caller, RoomKey room);
}
