package dev.carewire.dialect.healthmate;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot of an open WebSocket.
 *
 * @param tenant the user's tenant; empty before authentication
 * @param userId the user; empty before authentication
 * @param openedAt when it was opened
 * @param lastActiveAt when the client last sent a frame; {@code openedAt} before the first one
 * @param failedAttempts number of failed authentications
 * @param retries number of attempts after a failed one
 * @param lastError text of the last error sent to the client
 * @param subscriptions in the family's names
 */
record OpenConnection(
        String id,
        State state,
        Optional<TenantId> tenant,
        Optional<String> userId,
        Instant openedAt,
        Instant lastActiveAt,
        int failedAttempts,
        int retries,
        Optional<String> lastError,
        List<String> subscriptions) {

    OpenConnection {
        subscriptions = List.copyOf(subscriptions);
    }

    /** The state of a connection. One that is still opening, or has ended, is not listed. */
    enum State {
        /** Not authenticated yet. */
        CONNECTED,
        AUTHENTICATED,
        /** The last authentication failed; the client may retry. */
        ERROR
    }
}
