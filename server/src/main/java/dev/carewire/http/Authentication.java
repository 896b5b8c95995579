package dev.carewire.http;

import java.util.concurrent.CompletionStage;

/**
 * Determines who sends a request. Any thread; never blocks.
 *
 * @param <C> what endpoints learn about the caller
 */
@FunctionalInterface
public interface Authentication<C> {

    /** Authenticates. The stage may complete on another thread and does not complete exceptionally. */
    CompletionStage<Outcome<C>> authenticate(Request request);

    /**
     * The outcome for one request.
     *
     * @param <C> what endpoints learn about the caller
     */
    sealed interface Outcome<C> {}

    /**
     * The endpoint may answer.
     *
     * @param <C> what endpoints learn about the caller
     */
    record Granted<C>(C caller) implements Outcome<C> {}

    /**
     * The endpoint must not answer.
     *
     * @param <C> what endpoints learn about the caller
     * @param response the answer in its place
     */
    record Refused<C>(Response response) implements Outcome<C> {}
}
