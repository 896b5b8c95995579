package dev.carewire.rest;

import dev.carewire.http.Endpoint;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@code GET /metrics} for Prometheus, which has its own token: the metrics reveal the names and the activity of the
 * clinics.
 */
public final class MetricsRoutes {

    /** Prometheus' text format. */
    private static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<String> scrape;
    private final ScraperAuthentication authentication;

    /**
     * Creates the route.
     *
     * @param scrape returns all metrics as text; any thread, does not block
     * @param token the expected token in {@code Authorization: Bearer}
     * @param onWrongToken receives the address of each request with another token; any thread, must not block
     */
    public MetricsRoutes(Supplier<String> scrape, String token, Consumer<SocketAddress> onWrongToken) {
        this.scrape = scrape;
        this.authentication = new ScraperAuthentication(token, onWrongToken);
    }

    public List<Route> routes() {
        return List.of(new Route(
                HttpMethod.GET,
                "/metrics",
                new Endpoint.Authenticated<>(authentication, (scraper, request) -> metrics())));
    }

    private Response metrics() {
        return new Response(
                HttpResponseStatus.OK,
                Map.of(HttpHeaderNames.CONTENT_TYPE.toString(), MEDIA_TYPE),
                scrape.get(),
                Optional.empty());
    }
}
