package dev.carewire.http;

import dev.carewire.command.Caller;
import dev.carewire.identity.Verification;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Determines the sender of a request. Any thread; never blocks.
 *
 * @param <C> the caller as endpoints see it
 */
public interface Authentication<C> {

    /** Authenticates. The stage may complete on another thread and does not complete exceptionally. */
    CompletionStage<Outcome<C>> authenticate(Request request);

    /** The user that a granted caller is; empty for a client that needs no token. */
    Optional<Caller> user(C caller);

    /** Whether a granted request without a user counts for its client's address; by default it does. */
    default boolean countsForAddress() {
        return true;
    }

    /**
     * The result of an authentication.
     *
     * @param <C> the caller as endpoints see it
     */
    sealed interface Outcome<C> {}

    /**
     * The endpoint may answer.
     *
     * @param <C> the caller as endpoints see it
     */
    record Granted<C>(C caller) implements Outcome<C> {}

    /**
     * The endpoint must not answer.
     *
     * @param <C> the caller as endpoints see it
     * @param response the response instead
     * @param fault decides which rate of the client's address the request counts against
     */
    record Refused<C>(Response response, Fault fault) implements Outcome<C> {}

    /** The lack of a refused request. */
    enum Fault {
        /** Nothing: its token is valid, but its user may not do this. */
        NONE,
        /** A token that is valid now. It has none, an expired one, or one that the server cannot verify. */
        NO_VALID_TOKEN,
        /** A genuine token: the configured issuer did not sign it. */
        FORGED_TOKEN;

        /** For the result of verifying a token. */
        public static Fault of(Verification verification) {
            if (verification instanceof Verification.Verified) {
                return NONE;
            }
            return verification instanceof Verification.Rejected rejected
                            && !rejected.reason().isOfGenuineToken()
                    ? FORGED_TOKEN
                    : NO_VALID_TOKEN;
        }
    }
}
