package dev.carewire.reference;

import dev.carewire.http.Route;
import dev.carewire.transport.http.HttpTestClient;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The version of a record in the OpenAPI document: {@code ETag} in answers, and the conditions of requests. */
final class VersionHeaders {

    private static final String IF_MATCH = "If-Match";
    private static final String IF_NONE_MATCH = "If-None-Match";

    /** Every header in which a request may state conditions. */
    static final List<String> ALL = List.of(IF_MATCH, IF_NONE_MATCH);

    private VersionHeaders() {}

    /** The names of the headers in which a request states the conditions that the route enforces. */
    static List<String> names(Route route) {
        if (route.conditions() == Route.Conditions.IGNORED) {
            return List.of();
        }
        if (isRead(route)) {
            return List.of(IF_NONE_MATCH);
        }
        return route.method().equals(HttpMethod.PUT) ? ALL : List.of(IF_MATCH);
    }

    /** The headers in which a request states its conditions. */
    static List<Map<String, Object>> parameters(Route route) {
        return names(route).stream().map(name -> reference("parameters", name)).toList();
    }

    /** The statuses of requests whose conditions are malformed or not met. */
    static List<String> failures(Route route) {
        if (names(route).isEmpty()) {
            return List.of();
        }
        return isRead(route) ? List.of("400") : List.of("400", "412");
    }

    /** Whether the server may answer that the record is the one that the client has. */
    static boolean isUnmodifiable(Route route) {
        return isRead(route) && names(route).contains(IF_NONE_MATCH);
    }

    /** The headers of an answer. */
    static Map<String, Object> headers(HttpTestClient.Answer answer) {
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

    private static boolean isRead(Route route) {
        return route.method().equals(HttpMethod.GET);
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
