package dev.carewire.adapter.metrics;

import dev.carewire.http.Route;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The times of HTTP requests by method, route and status. Their number is bounded: routes are templates such as
 * {@code /api/queue/{id}}, and the statuses are those that the server sends. Any thread; never blocks.
 */
final class RequestTimers {

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

    /** Stands for method and route of requests that no route serves. */
    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final Map<RequestKind, Timer> timers = new ConcurrentHashMap<>();

    /** Timers without a request. */
    RequestTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    private record RequestKind(String method, String route, int status) {}

    void record(Optional<Route> route, int status, Duration took) {
        RequestKind kind = new RequestKind(
                route.map(served -> served.method().name()).orElse(NONE),
                route.map(Route::path).orElse(NONE),
                status);
        timers.computeIfAbsent(kind, this::timer).record(took);
    }

    private Timer timer(RequestKind kind) {
        return Timer.builder("carewire.http.requests")
                .tag("method", kind.method())
                .tag("route", kind.route())
                .tag("status", Integer.toString(kind.status()))
                .serviceLevelObjectives(BOUNDS)
                .description("HTTP requests by route, without the polling of Socket.IO")
                .register(registry);
    }
}
