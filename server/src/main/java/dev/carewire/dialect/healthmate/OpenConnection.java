package dev.carewire.dialect.healthmate;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An open WebSocket, as of a moment.
 *
 * @param tenant whose user it is; empty before the client has said who it is
 * @param userId whose; empty before the client has said who it is
 * @param openedAt when it was opened
 * @param lastActiveAt when the client last sent a frame; before the first one {@code openedAt}
 * @param failedAttempts how often it was refused who said it was somebody
 * @param retries how often it was tried again after a refusal
 * @param lastError the words of the last error that the client was told
 * @param subscriptions what it follows, in the family's names
 */
public record OpenConnection(
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

    public OpenConnection {
        subscriptions = List.copyOf(subscriptions);
    }

    /** How far a connection has come. One that is only being opened, or has ended, is none. */
    public enum State {
        /** Nobody knows yet who it is. */
        CONNECTED,
        AUTHENTICATED,
        /** It was refused the last time it said who it was, and may try again. */
        ERROR
    }
}
