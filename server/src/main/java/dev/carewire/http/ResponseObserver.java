package dev.carewire.http;

import java.time.Duration;
import java.util.Optional;

/** Observes the responses of the HTTP API, such as for metrics. Any thread; must not block or throw. */
@FunctionalInterface
public interface ResponseObserver {

    /** Observes nothing. */
    ResponseObserver NONE = (route, request, response, took) -> {};

    /**
     * Called for each response, before it is written.
     *
     * @param route empty if no route has the request's path and method
     * @param took since the request was complete, or its head for a streamed body
     */
    void onResponse(Optional<Route> route, Request request, Response response, Duration took);
}
