package dev.carewire.transport.netty;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;

/**
 * How metrics name a request. Each part is one of few values, never the text of a client.
 *
 * @param method {@code none} if no route serves the request, {@code other} for a method that HTTP does not define
 * @param path of an endpoint, or the template of a route such as {@code /ws/{id}}; {@code none} if there is no route
 */
public record MeasuredRoute(String method, String path, Form form) {

    /** Of a request that no route serves, or whose head does not arrive. */
    public static final MeasuredRoute NONE = new MeasuredRoute("none", "none", Form.REQUEST);

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.OPTIONS,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE);

    /** When a request has its answer. */
    public enum Form {
        /** As soon as it is handled. */
        REQUEST,
        /** When there is something to send to the client. */
        POLL
    }

    /**
     * The name of a request to a path that is served.
     *
     * @param method any text of the client
     */
    public static MeasuredRoute of(HttpMethod method, String path, Form form) {
        return new MeasuredRoute(METHODS.contains(method) ? method.name() : "other", path, form);
    }
}
