package dev.carewire.call;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;

/** Who may call whom. Blocks; never on an event loop. */
@FunctionalInterface
public interface CallPermissions {

    /**
     * Makes sure that the caller and another user are members of a thread.
     *
     * @throws RejectedException {@code NOT_FOUND}, alike for a thread that does not exist, one of another tenant, and one that
     *     either of them is not in
     */
    void requireSharedThread(Caller caller, String threadId, String otherUserId);
}
