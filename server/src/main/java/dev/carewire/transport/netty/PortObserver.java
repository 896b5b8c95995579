package dev.carewire.transport.netty;

import java.time.Duration;

/** Observes the answers of a port, whichever part of it answers. Any event loop; must not block or throw. */
@FunctionalInterface
public interface PortObserver {

    /** Observes nothing. */
    PortObserver NONE = (route, status, took) -> {};

    /**
     * Called for each answer, before it is written.
     *
     * @param status 101 for a request that opens a WebSocket
     * @param took since the request was complete; zero for one that is refused before
     */
    void onAnswer(MeasuredRoute route, int status, Duration took);
}
