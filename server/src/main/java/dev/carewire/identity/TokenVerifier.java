package dev.carewire.identity;

import java.util.concurrent.CompletionStage;

/** Turns a bearer token into a caller. Implementations check signature, algorithm, issuer, audience and times. */
public interface TokenVerifier {

    /**
     * Verifies a token. Any thread, never blocks; the stage may complete on another thread when a key has to be fetched,
     * and never completes exceptionally.
     *
     * @param token the compact JWT, as the client sent it; any text
     */
    CompletionStage<Verification> verify(String token);
}
