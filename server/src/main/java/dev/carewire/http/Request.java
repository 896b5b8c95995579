package dev.carewire.http;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.text.Texts;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A request, with its body unless the route streams it. Immutable; any thread. */
public final class Request {

    private final String id;
    private final SocketAddress remoteAddress;
    private final HttpMethod method;
    private final String target;
    private final HttpHeaders headers;
    private final byte[] body;
    private final Map<String, String> pathValues;
    private final ZoneId zone;
    private final Consumer<Caller> onAuthenticated;

    /**
     * A request before its route is known.
     *
     * @param id identifies the request in the log and to the client
     * @param remoteAddress the client's address
     * @param target path and query, percent-encoded
     * @param headers not modified afterwards
     * @param body empty if it is streamed; not modified afterwards
     */
    public Request(
            String id,
            SocketAddress remoteAddress,
            HttpMethod method,
            String target,
            HttpHeaders headers,
            byte[] body) {
        this(id, remoteAddress, method, target, headers, body, caller -> {});
    }

    /**
     * A request before its route is known.
     *
     * @param onAuthenticated receives the user whose valid token the request has, on any thread; must not block
     */
    public Request(
            String id,
            SocketAddress remoteAddress,
            HttpMethod method,
            String target,
            HttpHeaders headers,
            byte[] body,
            Consumer<Caller> onAuthenticated) {
        this(id, remoteAddress, method, target, headers, body, Map.of(), ZoneOffset.UTC, onAuthenticated);
    }

    private Request(
            String id,
            SocketAddress remoteAddress,
            HttpMethod method,
            String target,
            HttpHeaders headers,
            byte[] body,
            Map<String, String> pathValues,
            ZoneId zone,
            Consumer<Caller> onAuthenticated) {
        this.id = id;
        this.remoteAddress = remoteAddress;
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.pathValues = Map.copyOf(pathValues);
        this.zone = zone;
        this.onAuthenticated = onAuthenticated;
    }

    /** Reports the user whose valid token this request has to the connection on which it arrived. Any thread. */
    public void authenticate(Caller user) {
        onAuthenticated.accept(user);
    }

    /** This request with the values of its route's path variables. */
    public Request withPathValues(Map<String, String> values) {
        return new Request(id, remoteAddress, method, target, headers, body, values, zone, onAuthenticated);
    }

    /** This request of a caller whose clinic is in that time zone. */
    public Request withZone(ZoneId clinic) {
        return new Request(id, remoteAddress, method, target, headers, body, pathValues, clinic, onAuthenticated);
    }

    /** This request with an empty body, for code that only needs its id and method. */
    public Request withoutBody() {
        return new Request(id, remoteAddress, method, target, headers, new byte[0], pathValues, zone, onAuthenticated);
    }

    /** Identifies the request in the log and to the client. */
    public String id() {
        return id;
    }

    /** The client's address: the peer's, or the one that a trusted proxy names. */
    public SocketAddress remoteAddress() {
        return remoteAddress;
    }

    /** The time zone of the caller's clinic; UTC before the caller is known. */
    public ZoneId zone() {
        return zone;
    }

    public HttpMethod method() {
        return method;
    }

    /** Size of the body in bytes. */
    public int bodySize() {
        return body.length;
    }

    /** The bytes of the body; cannot be modified. */
    public ByteBuffer body() {
        return ByteBuffer.wrap(body).asReadOnlyBuffer();
    }

    /** The first header with this name, ignoring case. */
    public Optional<String> header(CharSequence name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** All headers with this name, ignoring case, in their order. */
    public List<String> headers(CharSequence name) {
        return headers.getAll(name);
    }

    /** Path and query as the client sent them, percent-encoded. */
    public String target() {
        return target;
    }

    /** The path without the query, still percent-encoded. */
    public String rawPath() {
        return new QueryStringDecoder(target).rawPath();
    }

    /**
     * The value of a path variable.
     *
     * @throws IllegalArgumentException if the route's path has no such variable
     */
    public String pathValue(String name) {
        String value = pathValues.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "path value: " + name + " (expected: one of " + pathValues.keySet() + ")");
        }
        return value;
    }

    /**
     * The first value of a query parameter that is not blank.
     *
     * @throws RejectedException if the query is malformed or the value contains characters that are not allowed
     */
    public Optional<String> query(String name) {
        try {
            Optional<String> value = new QueryStringDecoder(target)
                    .parameters().getOrDefault(name, List.of()).stream()
                            .filter(text -> !text.isBlank())
                            .findFirst();
            if (value.isPresent() && !Texts.isStorable(value.get())) {
                throw RejectedException.invalid(name + ": malformed (expected: text)");
            }
            return value;
        } catch (IllegalArgumentException malformed) {
            throw malformedQuery();
        }
    }

    /**
     * The names of the query's parameters, with or without a value.
     *
     * @throws RejectedException if the query is malformed
     */
    public Set<String> queryNames() {
        try {
            return Set.copyOf(new QueryStringDecoder(target).parameters().keySet());
        } catch (IllegalArgumentException malformed) {
            throw malformedQuery();
        }
    }

    private static RejectedException malformedQuery() {
        return RejectedException.invalid("query: malformed (expected: percent-encoded UTF-8)");
    }

    /**
     * The body as JSON.
     *
     * @throws MalformedJsonException if it is not JSON in UTF-8
     * @throws RejectedException if it is not an object
     */
    public JsonValue jsonObject() throws MalformedJsonException {
        JsonValue value = Json.parse(text());
        if (!value.isObject()) {
            throw RejectedException.invalid("body: wrong type (expected: a JSON object)");
        }
        return value;
    }

    /**
     * The items of the body, a JSON array.
     *
     * @throws MalformedJsonException if it is not JSON in UTF-8
     * @throws RejectedException if it is not an array
     */
    public List<JsonValue> jsonArray() throws MalformedJsonException {
        JsonValue value = Json.parse(text());
        if (!value.isArray()) {
            throw RejectedException.invalid("body: wrong type (expected: a JSON array)");
        }
        return value.items();
    }

    /** Like {@link #jsonObject()}; an empty body counts as an empty object. */
    public JsonValue jsonObjectOrEmpty() throws MalformedJsonException {
        return body.length == 0 ? Json.parse("{}") : jsonObject();
    }

    /**
     * The body as it was sent.
     *
     * @throws MalformedJsonException if it is not UTF-8
     */
    public String text() throws MalformedJsonException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedJsonException();
        }
    }

    /** Shows id and method only: path, query, headers and body may contain personal data or a token. */
    @Override
    public String toString() {
        return "Request[" + id + ", " + method + "]";
    }
}
