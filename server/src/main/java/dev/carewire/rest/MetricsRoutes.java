package dev.carewire.rest;

import dev.carewire.http.Endpoint;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET /metrics} for Prometheus, which has its own token: the metrics reveal the names and the activity of the
 * clinics.
 */
public final class MetricsRoutes {

    /** Prometheus' text format. */
    private static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String SCHEME = "Bearer ";

    private final Supplier<String> scrape;
    private final byte[] authorization;

    /**
     * Creates the route.
     *
     * @param scrape returns all metrics as text; any thread, does not block
     * @param token the expected token in {@code Authorization: Bearer}
     */
    public MetricsRoutes(Supplier<String> scrape, String token) {
        this.scrape = scrape;
        this.authorization = bytes(SCHEME + token);
    }

    public List<Route> routes() {
        return List.of(new Route(HttpMethod.GET, "/metrics", (Endpoint.Open) this::answer));
    }

    private Response answer(Request request) {
        Optional<String> presented = request.header(HttpHeaderNames.AUTHORIZATION);
        if (presented.isEmpty()) {
            return HttpErrors.tokenRequired();
        }
        if (!MessageDigest.isEqual(bytes(presented.get()), authorization)) {
            return HttpErrors.invalidToken();
        }
        return new Response(
                HttpResponseStatus.OK,
                Map.of(HttpHeaderNames.CONTENT_TYPE.toString(), MEDIA_TYPE),
                scrape.get(),
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
