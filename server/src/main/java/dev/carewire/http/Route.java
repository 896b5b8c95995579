package dev.carewire.http;

import dev.carewire.command.Caller;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Binds a method and a path to an endpoint.
 *
 * @param path literal segments and variable ones as {@code {name}}, such as {@code /api/queue/{id}}
 * @param failures maps the endpoint's failures to responses
 * @param conditions whether the endpoint enforces conditions on the version of its record; the reference documents it
 */
public record Route(HttpMethod method, String path, Endpoint endpoint, FailureFormat failures, Conditions conditions) {

    private static final Object NO_PARAMETERS = new Object();

    public Route {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(failures, "failures");
        Objects.requireNonNull(conditions, "conditions");
    }

    /** A route whose failures are answered by {@link HttpErrors}, and whose record has no version. */
    public Route(HttpMethod method, String path, Endpoint endpoint) {
        this(method, path, endpoint, HttpErrors.FORMAT, Conditions.IGNORED);
    }

    /** Whether an endpoint enforces the conditions of a request. */
    public enum Conditions {
        /** It serves the request as if there were none. */
        IGNORED,
        /** It reads them as {@link Preconditions}, and serves the request only if they are met. */
        ENFORCED
    }

    public static Route get(String path, Endpoint.ForCallers endpoint) {
        return new Route(HttpMethod.GET, path, endpoint);
    }

    /** A {@code GET} with query parameters. */
    public static <Q> Route get(String path, Function<ListQuery, Q> parser, QueryEndpoint.Answer<Q> answer) {
        return get(path, new QueryEndpoint<>(parser, answer));
    }

    /** A {@code GET} of a complete list, without query parameters. */
    public static Route getAll(String path, BiFunction<Caller, Request, Response> answer) {
        return get(path, query -> NO_PARAMETERS, (caller, request, none) -> answer.apply(caller, request));
    }

    /** This route with other cursors for clients. */
    public Route withCursors(CursorSeal seal) {
        return endpoint instanceof QueryEndpoint<?> query ? withEndpoint(query.withCursors(seal)) : this;
    }

    /** This route with another endpoint, such as one that wraps the present one. */
    public Route withEndpoint(Endpoint other) {
        return new Route(method, path, other, failures, conditions);
    }

    /** This route, whose endpoint enforces {@link Preconditions}. */
    public Route conditional() {
        return new Route(method, path, endpoint, failures, Conditions.ENFORCED);
    }

    /** A {@code POST} without a body; if there is one, it is ignored. */
    public static Route post(String path, Endpoint.ForCallers endpoint) {
        return new Route(HttpMethod.POST, path, endpoint);
    }

    /** A {@code POST} with a JSON body. */
    public static <F> Route post(String path, Function<JsonFields, F> parser, FormEndpoint.Answer<F> answer) {
        return post(path, new FormEndpoint<>(FormEndpoint.Presence.REQUIRED, parser, answer));
    }

    /** A {@code POST} whose JSON body may be missing. */
    public static <F> Route postOptional(String path, Function<JsonFields, F> parser, FormEndpoint.Answer<F> answer) {
        return post(path, new FormEndpoint<>(FormEndpoint.Presence.OPTIONAL, parser, answer));
    }

    /** A {@code POST} whose response may follow later. */
    public static Route postDeferred(String path, Endpoint.Deferred endpoint) {
        return new Route(HttpMethod.POST, path, endpoint);
    }

    /** A {@code POST} whose body is too large for memory, at most {@code maxBytes} long. */
    public static Route postStreaming(String path, long maxBytes, Endpoint.Beginning beginning) {
        return new Route(HttpMethod.POST, path, new Endpoint.Streaming(maxBytes, beginning));
    }

    /** A {@code PUT} without a body; if there is one, it is ignored. */
    public static Route put(String path, Endpoint.ForCallers endpoint) {
        return new Route(HttpMethod.PUT, path, endpoint);
    }

    /** A {@code PUT} with a JSON body. */
    public static <F> Route put(String path, Function<JsonFields, F> parser, FormEndpoint.Answer<F> answer) {
        return put(path, new FormEndpoint<>(FormEndpoint.Presence.REQUIRED, parser, answer));
    }

    /** A {@code PUT} whose JSON body changes a record. */
    public static Route change(String path, Function<JsonFields, ?> parser, ChangeEndpoint.Answer answer) {
        return put(path, new ChangeEndpoint(parser, answer));
    }

    /** A {@code PUT} whose JSON body may be missing. */
    public static <F> Route putOptional(String path, Function<JsonFields, F> parser, FormEndpoint.Answer<F> answer) {
        return put(path, new FormEndpoint<>(FormEndpoint.Presence.OPTIONAL, parser, answer));
    }

    public static Route delete(String path, Endpoint.ForCallers endpoint) {
        return new Route(HttpMethod.DELETE, path, endpoint);
    }
}
