package dev.carewire.dialect;

import dev.carewire.hub.CloseReason;
import dev.carewire.hub.RegistrationResult;
import dev.carewire.identity.TokenVerifier;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A client family that speaks plain WebSocket: one JSON text for each frame. A frame of bytes is received as an empty text, which is
 * JSON in no dialect.
 *
 * <p>The client's frames are understood strictly in order: while its credentials are being checked, what follows waits.
 */
public interface PlainDialect extends Dialect {

    /**
     * Decides about a client that asks for a WebSocket. On its loop; never blocks, and the stage does not complete exceptionally.
     *
     * @param tokens checks what the client presents
     */
    CompletionStage<HandshakeDecision> handshake(HandshakeRequest visitor, TokenVerifier tokens);

    /**
     * Understands a frame of a client that was {@linkplain HandshakeDecision.Unauthenticated welcomed without a session}. On its loop; never blocks.
     *
     * @param connectionId that it was {@link #opened} with
     */
    default PreAuthMessage parsePreAuthMessage(String connectionId, String text) {
        return new PreAuthMessage.Answered(List.of());
    }

    /** What a client is told whose credentials, {@linkplain PreAuthMessage.Authentication presented} in a frame, were refused. */
    default ConnectRefusal refusal(AdmissionResult.Refused refused) {
        return ConnectRefusal.closing(1008, refused.message());
    }

    /**
     * What a client is told for which there is no session any more.
     *
     * @param limit {@link RegistrationResult#NODE_FULL} or another one that is no admission
     */
    ConnectRefusal limitReached(RegistrationResult limit);

    /** How a WebSocket of this family is closed for a reason of the server; empty for the codes that all families share. */
    default Optional<ConnectRefusal.CloseStatus> closeStatus(CloseReason reason) {
        return Optional.empty();
    }

    /** A frame that the client is sent with each ping once it has a session; empty for none. Never blocks. */
    default Optional<String> heartbeat() {
        return Optional.empty();
    }

    /** A WebSocket was opened, before any frame is sent over it. On its loop; never blocks. */
    default void opened(String connectionId, WebSocketHandle line) {}

    /** A WebSocket that was {@link #opened} has ended, after its session if it had one. On its loop; never blocks. */
    default void closed(String connectionId) {}
}
