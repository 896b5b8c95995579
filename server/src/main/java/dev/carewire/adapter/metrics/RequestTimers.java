package dev.carewire.adapter.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The times of HTTP requests by method, route and status, as a histogram, and those of polls by route and status. Routes are templates such
 * as {@code /api/queue/{id}}. The number of timers has a bound in any case. Any thread; never blocks.
 */
final class RequestTimers {

    /** Most kinds of requests with a timer of their own, and most kinds of polls. About 120 routes have some statuses each. */
    static final int MAX_KINDS = 1_000;

    /** Stands for method and route of all kinds beyond the maximum. */
    static final String OTHER = "other";

    /** The bounds of the histogram, from a cached list to a client that should have given up. */
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Map<RequestKind, Timer> requests = new ConcurrentHashMap<>();
    private final Map<RequestKind, Timer> polls = new ConcurrentHashMap<>();

    /** Timers without a request. */
    RequestTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    private record RequestKind(String method, String route, int status) {}

    void record(String method, String route, int status, Duration took) {
        RequestKind kind = bounded(requests, new RequestKind(method, route, status));
        requests.computeIfAbsent(kind, this::requestTimer).record(took);
    }

    void recordPoll(String method, String route, int status, Duration waited) {
        RequestKind kind = bounded(polls, new RequestKind(method, route, status));
        polls.computeIfAbsent(kind, this::pollTimer).record(waited);
    }

    /** Several threads may exceed the maximum by one kind each. */
    private static RequestKind bounded(Map<RequestKind, Timer> timers, RequestKind kind) {
        return timers.containsKey(kind) || timers.size() < MAX_KINDS ? kind : new RequestKind(OTHER, OTHER, 0);
    }

    private Timer requestTimer(RequestKind kind) {
        return builder("carewire.http.requests", kind)
                .serviceLevelObjectives(BOUNDS)
                .description("HTTP requests by route, without polls of Socket.IO")
                .register(registry);
    }

    /** Without a histogram: most of the time, a poll waits for an event. */
    private Timer pollTimer(RequestKind kind) {
        return builder("carewire.http.polls", kind)
                .description("Polls of Socket.IO by route, with the time that they waited for something to send")
                .register(registry);
    }

    private static Timer.Builder builder(String name, RequestKind kind) {
        return Timer.builder(name)
                .tag("method", kind.method())
                .tag("route", kind.route())
                .tag("status", kind.status() == 0 ? OTHER : Integer.toString(kind.status()));
    }
}
