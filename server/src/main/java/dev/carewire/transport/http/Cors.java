package dev.carewire.transport.http;

import dev.carewire.http.HttpErrors;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.netty.Preflights;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;

/** The cross-origin rules: which pages of other origins may use the API with the user's credentials. */
final class Cors {

    private static final String METHODS = "GET, POST, PUT, DELETE";
    private static final String EXPOSED =
            String.join(", ", Response.NEXT_CURSOR, "ETag", "Retry-After", Response.IDEMPOTENT_REPLAYED);
    private final OriginPolicy origins;

    Cors(OriginPolicy origins) {
        this.origins = origins;
    }

    /** Whether the request is a preflight request of a browser. */
    boolean isPreflight(Request request) {
        return HttpMethod.OPTIONS.equals(request.method())
                && request.header(HttpHeaderNames.ORIGIN).isPresent()
                && request.header(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD).isPresent();
    }

    /** The response to a preflight, without the headers of {@link #addHeaders}. */
    Response preflight(Request request) {
        if (allowedOrigin(request).isEmpty()) {
            return HttpErrors.originNotAllowed();
        }
        return Response.empty(HttpResponseStatus.NO_CONTENT)
                .withHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .withHeader(
                        HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
                        Preflights.allowedHeaders(request.header(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS)))
                .withHeader(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, Preflights.MAX_AGE_SECONDS);
    }

    /**
     * The response with the headers that let the origin's page read it; unchanged for an origin that is not allowed.
     */
    Response addHeaders(Request request, Response response) {
        return allowedOrigin(request)
                .map(origin -> response.withHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                        .withHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                        .withHeader(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED)
                        .withHeader(HttpHeaderNames.VARY, "origin"))
                .orElse(response);
    }

    private Optional<String> allowedOrigin(Request request) {
        return request.header(HttpHeaderNames.ORIGIN)
                .filter(origin -> origins.allows(origin, request.header(HttpHeaderNames.HOST)));
    }
}
