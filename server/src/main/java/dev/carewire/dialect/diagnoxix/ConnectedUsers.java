package dev.carewire.dialect.diagnoxix;

import dev.carewire.identity.TenantId;
import java.util.Optional;

/** A client family's connections on this node, as those see them who are asked about them over HTTP. Any thread; never blocks. */
public interface ConnectedUsers {

    /** How many connections the users of a tenant have. */
    int connectionCount(TenantId tenant);

    /**
     * Sends a notification that is kept nowhere to all connections of a user, to try whether any gets there.
     *
     * @param data JSON text; empty for none
     */
    void sendTestNotification(TenantId tenant, String userId, String title, String message, Optional<String> data);
}
