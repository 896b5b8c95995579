package dev.carewire.dialect.healthmate;

import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** The WebSockets of a client family on this node, for those who run the server. Any thread; never blocks. */
public interface OpenConnections {

    /** Those that are open, in no order. */
    List<OpenConnection> all();

    Optional<OpenConnection> find(String id);

    /**
     * How many there have been since the server started.
     *
     * @param tenant only those that came to be known as this tenant's; empty for all, also of nobody known
     */
    long totalOpened(Optional<TenantId> tenant);

    /**
     * Closes one, for good. Does nothing for one that is not open.
     *
     * @param reason what the client is told; cut where a close frame has no more room
     */
    void close(String id, String reason);

    /** Closes one so that its client comes back. Does nothing for one that is not open. */
    void closeForReconnect(String id);
}
