package dev.carewire.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Objects;

/**
 * Binds a method and a path to an endpoint.
 *
 * @param path literal segments and variable ones as {@code {name}}, such as {@code /api/queue/{id}}
 * @param failures maps the endpoint's failures to responses
 */
public record Route(HttpMethod method, String path, Endpoint endpoint, FailureFormat failures) {

    public Route {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(failures, "failures");
    }

    /** A route whose failures are answered by {@link HttpErrors}. */
    public Route(HttpMethod method, String path, Endpoint endpoint) {
        this(method, path, endpoint, HttpErrors.FORMAT);
    }

    public static Route get(String path, Endpoint.ForCallers endpoint) {
        return new Route(HttpMethod.GET, path, endpoint);
    }

    public static Route post(String path, Endpoint.ForCallers endpoint) {
        return new Route(HttpMethod.POST, path, endpoint);
    }

    /** A {@code POST} whose body is too large for memory. */
    public static Route postStreaming(String path, Endpoint.Streaming endpoint) {
        return new Route(HttpMethod.POST, path, endpoint);
    }

    public static Route put(String path, Endpoint.ForCallers endpoint) {
        return new Route(HttpMethod.PUT, path, endpoint);
    }

    public static Route delete(String path, Endpoint.ForCallers endpoint) {
        return new Route(HttpMethod.DELETE, path, endpoint);
    }
}
