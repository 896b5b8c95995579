package dev.carewire.transport.http;

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
 * {@code GET /metrics}, which Prometheus asks with a token of its own: what is counted says which clinics there are, and how much
 * goes on in them.
 */
public final class MetricsRoutes {

    /** Prometheus' text format. */
    private static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String SCHEME = "Bearer ";

    private final Supplier<String> scrape;
    private final Optional<String> token;

    /**
     * The route, or none.
     *
     * @param scrape the text of all metrics; any thread, does not block
     * @param token what {@code Authorization: Bearer} has to say; empty: the metrics are not shown
     */
    public MetricsRoutes(Supplier<String> scrape, Optional<String> token) {
        this.scrape = scrape;
        this.token = token;
    }

    public List<Route> routes() {
        return token.map(secret -> List.of(new Route(
                        HttpMethod.GET, "/metrics", (Endpoint.Open) request -> answer(request, SCHEME + secret))))
                .orElse(List.of());
    }

    private Response answer(Request request, String expected) {
        Optional<String> presented = request.header(HttpHeaderNames.AUTHORIZATION);
        if (presented.isEmpty()) {
            return HttpErrors.tokenRequired();
        }
        if (!MessageDigest.isEqual(bytes(presented.get()), bytes(expected))) {
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
