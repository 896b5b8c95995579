package dev.carewire.rest;

import dev.carewire.http.Endpoint;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Clock;
import java.util.List;

/**
 * Health checks for load balancers and orchestrators. {@code GET /health} shows whether the process responds,
 * {@code GET /ready} whether it can serve clients. They need no token and reveal nothing about clinics.
 */
public final class HealthRoutes {

    private final String version;
    private final Clock clock;
    private final List<ReadinessCheck> checks;

    /**
     * Creates the routes.
     *
     * @param version the running build
     * @param checks must all pass for the node to be ready
     */
    public HealthRoutes(String version, Clock clock, List<ReadinessCheck> checks) {
        this.version = version;
        this.clock = clock;
        this.checks = List.copyOf(checks);
    }

    /** Both are answered on the event loop, so they work even while every worker waits for the database. */
    public List<Route> routes() {
        return List.of(
                new Route(HttpMethod.GET, "/health", (Endpoint.Immediate) request -> health()),
                new Route(HttpMethod.GET, "/ready", (Endpoint.Immediate) request -> readiness()));
    }

    private Response health() {
        return Response.of(
                HttpResponseStatus.OK,
                new JsonObject()
                        .put("status", "healthy")
                        .put("version", version)
                        .put("timestamp", clock.instant()));
    }

    private Response readiness() {
        boolean ready = true;
        JsonObject results = new JsonObject();
        for (ReadinessCheck check : checks) {
            boolean passed = check.passes().getAsBoolean();
            ready &= passed;
            results.put(check.name(), passed);
        }
        return Response.of(
                ready ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE,
                new JsonObject().put("ready", ready).put("checks", results).put("version", version));
    }
}
