package dev.carewire.emission;

import dev.carewire.command.RejectedException;
import dev.carewire.identity.TenantId;

/** Sends notifications that are repeated and escalated until a recipient acknowledges them. Any thread. */
public interface EscalatedNotifications {

    /**
     * A notification to send; stores nothing and does not block.
     *
     * @throws RejectedException INVALID, naming the invalid field of {@code content}
     */
    Draft draft(TenantId tenant, String userId, NotificationContent content);

    /** A notification before it is sent. */
    interface Draft {

        /** The id of the future notification. */
        String id();

        /** Stores and sends it, in the transaction open on this thread. Blocks; call once. */
        void send();
    }
}
