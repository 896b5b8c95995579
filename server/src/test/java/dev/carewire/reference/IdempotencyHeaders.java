package dev.carewire.reference;

import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.idempotency.KeyHeader;
import io.netty.handler.codec.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Repeated requests in the OpenAPI document: the key of a {@code POST}, and the mark of a repeated answer. */
final class IdempotencyHeaders {

    private IdempotencyHeaders() {}

    /** The headers with which a client may repeat a request. */
    static List<Map<String, Object>> parameters(Route route) {
        return isRepeatable(route) ? List.of(reference("parameters", KeyHeader.NAME)) : List.of();
    }

    /** Whether a request of this route may have a key. */
    static boolean isRepeatable(Route route) {
        return route.method().equals(HttpMethod.POST);
    }

    /** The headers of an answer to {@code operation}. */
    static Map<String, Object> headers(String operation) {
        return operation.startsWith(HttpMethod.POST + " ")
                ? Map.of(Response.IDEMPOTENT_REPLAYED, reference("headers", Response.IDEMPOTENT_REPLAYED))
                : Map.of();
    }

    /** The parameters to which the operations refer. */
    static Map<String, Object> parameterComponents() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("minLength", 1);
        schema.put("maxLength", KeyHeader.MAX_LENGTH);
        schema.put("pattern", "^[ -~]*$");
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("name", KeyHeader.NAME);
        key.put("in", "header");
        key.put(
                "description",
                "The client's name for the request. Within 24 hours, requests of a user with the same key have one effect and"
                        + " one answer");
        key.put("schema", schema);
        return Map.of(KeyHeader.NAME, key);
    }

    /** The headers to which the responses refer. */
    static Map<String, Object> headerComponents() {
        return Map.of(
                Response.IDEMPOTENT_REPLAYED,
                Map.of(
                        "description",
                        "`true` if the answer repeats that of an earlier request with the same key",
                        "schema",
                        Map.of("const", "true")));
    }

    private static Map<String, Object> reference(String kind, String name) {
        return Map.of("$ref", "#/components/" + kind + "/" + name);
    }
}
