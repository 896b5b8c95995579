package dev.carewire.dialect.diagnoxix;

import dev.carewire.identity.TenantId;
import java.util.Optional;

/** The connections of a client family on this node, for its HTTP routes. Any thread; never blocks. */
interface ConnectedUsers {

    /** The number of connections of a tenant's users. */
    int connectionCount(TenantId tenant);

    /**
     * Sends a test notification, which is not stored, to all connections of a user.
     *
     * @param data JSON text; empty for none
     */
    void sendTestNotification(TenantId tenant, String userId, String title, String message, Optional<String> data);
}
