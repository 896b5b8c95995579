package dev.carewire.http;

/** Observes the responses of the HTTP API, such as for the log. Any thread; must not block or throw. */
@FunctionalInterface
public interface ResponseObserver {

    /** Observes nothing. */
    ResponseObserver NONE = (request, response) -> {};

    /** Called for each response, before it is written. */
    void onResponse(Request request, Response response);
}
