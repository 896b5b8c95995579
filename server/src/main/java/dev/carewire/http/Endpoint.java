package dev.carewire.http;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.json.MalformedJsonException;
import java.util.concurrent.CompletionStage;

/**
 * Answers the requests of a route. Each kind of endpoint defines which callers may use it, and on which thread it runs.
 */
public sealed interface Endpoint {

    /** Answers every client, on the event loop: must not block. */
    @FunctionalInterface
    non-sealed interface Immediate extends Endpoint {
        Response answer(Request request);
    }

    /** Answers every client, on a worker: may block. */
    @FunctionalInterface
    non-sealed interface Open extends Endpoint {
        Response answer(Request request);
    }

    /**
     * Receives the body of an authenticated user of a clinic while it arrives, on workers: may block.
     *
     * @param maxBytes longest body, 1 or more; its receiver rejects more
     */
    record Streaming(long maxBytes, Beginning beginning) implements Endpoint {}

    /** Begins to receive a body. */
    @FunctionalInterface
    interface Beginning {

        /**
         * Begins to receive a body.
         *
         * @param head the request without its body
         * @throws RejectedException if the request is refused; nothing has changed then
         */
        BodyReceiver begin(Caller caller, Request head);
    }

    /**
     * Answers callers that pass its own authentication, on a worker: may block.
     *
     * @param <C> the caller as the endpoint sees it
     */
    record Authenticated<C>(Authentication<C> authentication, Answer<C> answer) implements Endpoint {}

    /**
     * The response to an authenticated caller.
     *
     * @param <C> the caller as the endpoint sees it
     */
    @FunctionalInterface
    interface Answer<C> {

        /**
         * Answers a request.
         *
         * @throws RejectedException if the request is refused; nothing has changed then
         * @throws MalformedJsonException if the body is not JSON
         */
        Response answer(C caller, Request request) throws MalformedJsonException;
    }

    /** Answers an authenticated user of a clinic on a worker, which may block, with a response that may follow later. */
    @FunctionalInterface
    non-sealed interface Deferred extends Endpoint {
        /**
         * Answers a request.
         *
         * @return the response; completes on any thread, not exceptionally
         * @throws RejectedException if the request is refused; nothing has changed then
         * @throws MalformedJsonException if the body is not JSON
         */
        CompletionStage<Response> answer(Caller caller, Request request) throws MalformedJsonException;
    }

    /** Answers an authenticated user of a clinic, on a worker: may block. */
    @FunctionalInterface
    non-sealed interface ForCallers extends Endpoint {
        /**
         * Answers a request.
         *
         * @throws RejectedException if the request is refused; nothing has changed then
         * @throws MalformedJsonException if the body is not JSON
         */
        Response answer(Caller caller, Request request) throws MalformedJsonException;
    }
}
