package dev.carewire.http;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.identity.Principal;
import dev.carewire.json.MalformedJsonException;
import java.util.concurrent.CompletionStage;

/** What answers the requests of a route, and what it needs for that. */
public sealed interface Endpoint {

    /** Answers anybody at once, on the event loop: must not block. */
    @FunctionalInterface
    non-sealed interface Immediate extends Endpoint {
        Response answer(Request request);
    }

    /** Answers anybody by rules of its own, and goes to workers itself where it blocks. */
    @FunctionalInterface
    non-sealed interface Deferred extends Endpoint {
        /** Answers. Never blocks; the stage may complete on another thread and does not complete exceptionally. */
        CompletionStage<Response> answer(Request request);
    }

    /** Answers anybody, on a worker: may block. */
    @FunctionalInterface
    non-sealed interface Open extends Endpoint {
        Response answer(Request request);
    }

    /** Takes in the body of a verified user of a clinic while it comes, on workers: may block. */
    @FunctionalInterface
    non-sealed interface Streaming extends Endpoint {
        /**
         * Begins.
         *
         * @param head the request without its body
         * @throws RejectedException if the request is refused; nothing has changed then
         */
        BodyReceiver begin(Caller caller, Request head);
    }

    /** Answers a verified user, whether or not the token names a clinic, on a worker: may block. */
    @FunctionalInterface
    non-sealed interface ForUsers extends Endpoint {

        /**
         * Answers.
         *
         * @throws RejectedException if the request is refused; nothing has changed then
         */
        Response answer(Principal user, Request request);
    }

    /** Answers a verified user of a clinic, on a worker: may block. */
    @FunctionalInterface
    non-sealed interface ForCallers extends Endpoint {
        /**
         * Answers.
         *
         * @throws RejectedException if the request is refused; nothing has changed then
         * @throws MalformedJsonException if the body is not JSON
         */
        Response answer(Caller caller, Request request) throws MalformedJsonException;
    }
}
