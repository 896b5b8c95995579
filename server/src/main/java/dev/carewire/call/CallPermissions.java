package dev.carewire.call;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;

/** Decides which users may call each other. Blocks; never on an event loop. */
@FunctionalInterface
public interface CallPermissions {

    /**
     * Requires that the caller and another user are members of a thread.
     *
     * @throws RejectedException {@code NOT_FOUND}, alike for a missing thread, one of another tenant, and one that
     *     either user is not a member of
     */
    void requireSharedThread(Caller caller, String threadId, String otherUserId);
}
