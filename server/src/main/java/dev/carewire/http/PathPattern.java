package dev.carewire.http;

import dev.carewire.text.Texts;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A path pattern whose segments are literal or variable. A variable {@code {name}} matches any text that is not empty.
 * Immutable.
 */
public final class PathPattern {

    private final String text;
    private final List<String> segments;

    /**
     * Parses a pattern.
     *
     * @param text such as {@code /api/queue/{id}/call}
     * @throws IllegalArgumentException if {@code text} is not an absolute path or uses a name twice
     */
    public PathPattern(String text) {
        this.text = text;
        segments = text.startsWith("/") ? split(text) : List.of("");
        Set<String> names = new HashSet<>();
        for (String segment : segments) {
            if (segment.isEmpty() || (isVariable(segment) && !names.add(segment))) {
                throw new IllegalArgumentException("path: " + text + " (expected: /literal/{name}/…, each name once)");
            }
        }
    }

    /** The decoded segments of a percent-encoded path; empty if it is not an absolute path or not valid UTF-8. */
    public static List<String> decode(String rawPath) {
        if (!rawPath.startsWith("/")) {
            return List.of();
        }
        try {
            List<String> path = split(rawPath).stream()
                    .map(segment -> QueryStringDecoder.decodeComponent(segment.replace("+", "%2B")))
                    .toList();
            return path.stream().allMatch(Texts::isStorable) ? path : List.of();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    private static List<String> split(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** A key that is equal for patterns that match the same paths. */
    List<String> shape() {
        return segments.stream()
                .map(segment -> isVariable(segment) ? "{}" : segment)
                .toList();
    }

    long literalCount() {
        return segments.stream().filter(segment -> !isVariable(segment)).count();
    }

    /**
     * The values of the variables.
     *
     * @param path the segments of a path, decoded
     * @return empty if the path does not match
     */
    public Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String own = segments.get(i);
            if (isVariable(own) && !path.get(i).isBlank()) {
                values.put(own.substring(1, own.length() - 1), path.get(i));
            } else if (!own.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    @Override
    public String toString() {
        return text;
    }
}
