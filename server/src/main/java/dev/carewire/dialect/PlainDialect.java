package dev.carewire.dialect;

import dev.carewire.hub.CloseReason;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.identity.TokenVerifier;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The dialect of a client family over plain WebSocket: one JSON text per frame. A binary frame is received as an empty
 * text, which is not valid JSON.
 *
 * <p>Frames are processed strictly in order: while the client's credentials are being verified, later frames wait.
 */
public interface PlainDialect extends Dialect {

    /**
     * Decides about a client's request for a WebSocket. On its loop; never blocks, and the stage does not complete
     * exceptionally.
     *
     * @param tokens verifies the client's credentials
     */
    CompletionStage<HandshakeDecision> handshake(HandshakeRequest request, TokenVerifier tokens);

    /**
     * Parses a frame of a client that was {@linkplain HandshakeDecision.Unauthenticated accepted without a session}. On
     * its loop; never blocks.
     *
     * @param connectionId the id it was {@link #opened} with
     */
    default PreAuthMessage parsePreAuthMessage(String connectionId, String text) {
        return new PreAuthMessage.Answered(List.of());
    }

    /** The answer to credentials that were {@linkplain PreAuthMessage.Authentication sent} in a frame and rejected. */
    default ConnectRefusal refusal(AdmissionResult.Refused refused) {
        return ConnectRefusal.closing(1008, refused.message());
    }

    /**
     * The answer to a client above a limit on sessions.
     *
     * @param connectionId the id it was {@link #opened} with
     * @param limit {@link RegistrationResult#NODE_FULL} or another limit
     */
    ConnectRefusal limitReached(String connectionId, RegistrationResult limit);

    /** The close status for a reason of the server; empty for the status that all families share. */
    default Optional<ConnectRefusal.CloseStatus> closeStatus(CloseReason reason) {
        return Optional.empty();
    }

    /** A frame to send with each ping once the client has a session; empty for none. Never blocks. */
    default Optional<String> heartbeat() {
        return Optional.empty();
    }

    /** A WebSocket was opened; nothing has been sent over it yet. On its loop; never blocks. */
    default void opened(String connectionId, WebSocketHandle line) {}

    /** A WebSocket that was {@link #opened} has ended, after its session if it had one. On its loop; never blocks. */
    default void closed(String connectionId) {}
}
