package dev.carewire.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Objects;

/**
 * Which requests an endpoint answers.
 *
 * @param path literal segments and, as {@code {name}}, variable ones, such as {@code /api/queue/{id}}
 * @param failures how the endpoint's failures are answered
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

    /** A {@code POST} whose body is too large to be held in memory. */
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
