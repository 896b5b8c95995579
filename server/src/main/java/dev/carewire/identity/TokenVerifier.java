package dev.carewire.identity;

import java.net.SocketAddress;
import java.util.concurrent.CompletionStage;

/** Verifies bearer tokens. Implementations check signature, algorithm, issuer, audience and times. */
public interface TokenVerifier {

    /**
     * Verifies a token. Any thread; never blocks. The stage may complete on another thread after fetching a key, and
     * never completes exceptionally.
     *
     * @param token the compact JWT as the client sent it; any text
     */
    CompletionStage<Verification> verify(String token);

    /**
     * Verifies a token of the clinic system, whose users are staff if the token names no role:
     * {@link Principal#withDefaultStaffRole}. Otherwise like {@link #verify}.
     */
    default CompletionStage<Verification> verifyWithDefaultStaffRole(String token) {
        return verify(token).thenApply(Verification::withDefaultStaffRole);
    }

    /** The same verifier for tokens that a client of {@code address} presents. It may report those that it rejects. */
    default TokenVerifier from(SocketAddress address) {
        return this;
    }
}
