package dev.carewire.authorization;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.event.RoomKey;
import dev.carewire.record.KeptRecords;

/**
 * The rights to the rooms of records.
 *
 * @param kept the kinds of records that this server keeps; their rooms follow the record
 * @param authorization decides about the rooms of the other kinds
 * @param leases ask again about sessions in those rooms
 */
public record RoomRights(KeptRecords kept, RoomAuthorization authorization, RoomLeases leases) {

    /**
     * Requires that a caller may be in the room of a record that another system keeps. Never waits: while the question is
     * under way, the caller is rejected, and finds the answer when it tries again.
     *
     * @throws RejectedException {@code FORBIDDEN} for a refusal, {@code OVERLOADED} without an answer so far
     */
    public void requireNow(Caller caller, RoomKey room) {
        authorization
                .decide(caller, room)
                .toCompletableFuture()
                .getNow(new RoomDecision.NotAsked())
                .require();
    }
}
