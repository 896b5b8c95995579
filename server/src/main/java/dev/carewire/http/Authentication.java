package dev.carewire.http;

import dev.carewire.command.Caller;
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
     */
    record Refused<C>(Response response) implements Outcome<C> {}
}
