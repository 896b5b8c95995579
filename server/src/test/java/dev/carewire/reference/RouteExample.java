package dev.carewire.reference;

import dev.carewire.rest.StubTokenVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request to an HTTP operation, which the document shows and a test sends.
 *
 * @param operation method and path, as the route declares them
 * @param token of the sender
 * @param summary of the operation, a sentence
 * @param values of the path's variables, as {@code name=value&…}
 * @param query with its question mark; may be empty
 * @param idName names the id in the answer, for later requests
 */
record RouteExample(
        String operation,
        String token,
        String summary,
        String values,
        String query,
        Optional<String> body,
        Optional<String> idName) {

    static final String METRICS_TOKEN = "token-metrics";

    private static final Path FILE = Path.of("src/test/resources/route-examples.txt");

    private static final Map<String, String> TOKENS = Map.of(
            "none", "",
            "metrics", METRICS_TOKEN,
            "doctor", StubTokenVerifier.DOCTOR,
            "admin", StubTokenVerifier.ADMIN,
            "service", StubTokenVerifier.SERVICE);

    /** All examples, in the order in which a server accepts them. */
    static List<RouteExample> all() {
        try {
            return Files.readAllLines(FILE).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(RouteExample::parsed)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The first example of an operation. */
    static RouteExample of(String operation) {
        return all().stream()
                .filter(one -> one.operation().equals(operation))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(operation + ": no example (expected: a line in route-examples.txt)"));
    }

    private static RouteExample parsed(String line) {
        List<String> parts = List.of(line.split("\\s*\\|\\s*", -1));
        String target = part(parts, 3).orElse("");
        int query = target.indexOf('?');
        return new RouteExample(
                parts.get(0),
                TOKENS.getOrDefault(parts.get(1), ""),
                parts.get(2),
                query < 0 ? target : target.substring(0, query),
                query < 0 ? "" : target.substring(query),
                part(parts, 4),
                part(parts, 5));
    }

    private static Optional<String> part(List<String> parts, int index) {
        return Optional.of(index < parts.size() ? parts.get(index).strip() : "").filter(text -> !text.isEmpty());
    }

    String method() {
        return operation.substring(0, operation.indexOf(' '));
    }

    String path() {
        return operation.substring(operation.indexOf(' ') + 1);
    }

    /** Path and query, with the ids that earlier answers contained. */
    String target(Map<String, String> ids) {
        String target = path();
        for (String value : values.split("&", -1)) {
            String[] pair = value.split("=", 2);
            if (pair.length == 2) {
                target = target.replace("{" + pair[0] + "}", withIds(pair[1], ids));
            }
        }
        return target + query;
    }

    /** The body, with the ids that earlier answers contained; empty if there is none. */
    String body(Map<String, String> ids) {
        String text = body.orElse("");
        for (Map.Entry<String, String> id : ids.entrySet()) {
            text = text.replace("\"{" + id.getKey() + "}\"", "\"" + id.getValue() + "\"");
        }
        return text;
    }

    private static String withIds(String text, Map<String, String> ids) {
        return text.startsWith("{") ? ids.getOrDefault(text.substring(1, text.length() - 1), text) : text;
    }
}
