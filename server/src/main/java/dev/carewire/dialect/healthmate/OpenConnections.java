package dev.carewire.dialect.healthmate;

import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** The WebSockets of a client family on this node, for operators. Any thread; never blocks. */
public interface OpenConnections {

    /** The open connections, in no order. */
    List<OpenConnection> all();

    Optional<OpenConnection> find(String id);

    /**
     * The number of connections since the server started.
     *
     * @param tenant only those of this tenant; empty for all, including unauthenticated ones
     */
    long totalOpened(Optional<TenantId> tenant);

    /**
     * Closes a connection permanently. Does nothing for one that is not open.
     *
     * @param reason the text for the client, truncated to fit a close frame
     */
    void close(String id, String reason);

    /** Closes a connection so that its client reconnects. Does nothing for one that is not open. */
    void closeForReconnect(String id);
}
