package dev.carewire.reference;

import dev.carewire.http.Route;
import dev.carewire.transport.http.HttpTestClient;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The version of a record in the OpenAPI document: {@code ETag} in answers, and the conditions of requests. */
final class VersionHeaders {

    private static final String IF_MATCH = "If-Match";
    private static final String IF_NONE_MATCH = "If-None-Match";

    private final RestApi api;

    VersionHeaders(RestApi api) {
        this.api = api;
    }

    /** The headers in which a request states its conditions. */
    List<Map<String, Object>> parameters(Route route) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        if (isConditional(route)) {
            parameters.add(reference("parameters", IF_MATCH));
        }
        if (isUnmodifiable(route) || (isConditional(route) && route.method().equals(HttpMethod.PUT))) {
            parameters.add(reference("parameters", IF_NONE_MATCH));
        }
        return parameters;
    }

    /** Whether a request of this route may fail because the record has another version. */
    boolean isConditional(Route route) {
        String record = HttpMethod.GET + " " + route.path();
        return !route.method().equals(HttpMethod.GET)
                && (route.method().equals(HttpMethod.PUT) || route.path().contains("{"))
                && (isTagged(operation(route)) || isTagged(record));
    }

    /** Whether the server may answer that the record is the one that the client has. */
    boolean isUnmodifiable(Route route) {
        return route.method().equals(HttpMethod.GET) && isTagged(operation(route));
    }

    /** The headers of an answer. */
    Map<String, Object> headers(HttpTestClient.Answer answer) {
        return answer.headers().contains(HttpHeaderNames.ETAG)
                ? Map.of("ETag", reference("headers", "ETag"))
                : Map.of();
    }

    /** The parameters to which the operations refer. */
    static Map<String, Object> parameterComponents() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put(
                IF_MATCH,
                header(IF_MATCH, "`*` or ETags: the change applies only to a record that has one of these versions"));
        parameters.put(
                IF_NONE_MATCH,
                header(
                        IF_NONE_MATCH,
                        "`*` or ETags: a PUT applies only to a record that has none of these versions, with `*` only to a"
                                + " new one; a GET answers 304 if the record has one of them"));
        return parameters;
    }

    /** The headers to which the responses refer. */
    static Map<String, Object> headerComponents() {
        return Map.of(
                "ETag",
                Map.of(
                        "description",
                        "The version of the record, for If-Match and If-None-Match; opaque",
                        "schema",
                        Map.of("type", "string")));
    }

    private boolean isTagged(String operation) {
        return api.answers(operation).stream()
                .anyMatch(answer -> answer.headers().contains(HttpHeaderNames.ETAG));
    }

    private static String operation(Route route) {
        return route.method() + " " + route.path();
    }

    private static Map<String, Object> header(String name, String description) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("name", name);
        header.put("in", "header");
        header.put("description", description);
        header.put("schema", Map.of("type", "string"));
        return header;
    }

    private static Map<String, Object> reference(String kind, String name) {
        return Map.of("$ref", "#/components/" + kind + "/" + name);
    }
}
