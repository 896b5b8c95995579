package dev.carewire.emission;

import dev.carewire.command.RejectedException;
import dev.carewire.identity.TenantId;

/** Notifications that are repeated and passed on until somebody acknowledges them. Any thread. */
public interface EscalatedNotifications {

    /**
     * A notification that can be sent; nothing is stored yet, and nothing blocks.
     *
     * @throws RejectedException INVALID, naming the field of {@code content} that is not as it should be
     */
    Draft draft(TenantId tenant, String userId, NotificationContent content);

    /** A notification before it is sent. */
    interface Draft {

        /** The id under which its user is told. */
        String id();

        /** Stores it and tells its user, in the transaction open on this thread. Blocks; to be called once. */
        void send();
    }
}
