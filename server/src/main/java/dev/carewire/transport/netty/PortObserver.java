package dev.carewire.transport.netty;

import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;

/** Observes the answers to requests that have a {@link MeasuredRoute}. Any event loop; must not block or throw. */
@FunctionalInterface
public interface PortObserver {

    /** Observes nothing. */
    PortObserver NONE = (route, method, status, took) -> {};

    /**
     * Called for each answer, before it is written.
     *
     * @param method of the request: any text of the client
     * @param status 101 for a request that opens a WebSocket
     * @param took since the request was complete; zero for one that is refused before
     */
    void onAnswer(MeasuredRoute route, HttpMethod method, int status, Duration took);
}
