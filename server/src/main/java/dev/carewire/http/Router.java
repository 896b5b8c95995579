package dev.carewire.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the route of a request. If several patterns match a path, the one with the most literal segments wins,
 * regardless of the order of declaration. Immutable; any thread.
 */
public final class Router {

    private final List<Entry> entries;

    /**
     * Creates a router for these routes.
     *
     * @throws IllegalArgumentException if a path is not a valid pattern, or two routes match the same requests
     */
    public Router(List<Route> routes) {
        Set<Object> seen = new HashSet<>();
        List<Entry> all = new ArrayList<>();
        for (Route route : routes) {
            PathPattern pattern = new PathPattern(route.path());
            if (!seen.add(List.of(route.method(), pattern.shape()))) {
                throw new IllegalArgumentException(
                        "route: " + route.method() + " " + route.path() + " (expected: no second of this shape)");
            }
            all.add(new Entry(route, pattern));
        }
        all.sort(Comparator.comparingLong((Entry entry) -> entry.pattern().literalCount())
                .reversed());
        entries = List.copyOf(all);
    }

    /**
     * Finds the route for a request.
     *
     * @param rawPath percent-encoded, without the query
     */
    public Match find(HttpMethod method, String rawPath) {
        HttpMethod wanted = HttpMethod.HEAD.equals(method) ? HttpMethod.GET : method;
        List<Hit> hits = hits(rawPath);
        for (Hit hit : hits) {
            if (hit.route().method().equals(wanted)) {
                return hit;
            }
        }
        return hits.isEmpty() ? new UnknownPath() : new MethodNotAllowed(methods(hits));
    }

    /** A router for the routes that stream bodies. */
    public Router streamingRoutes() {
        return new Router(entries.stream()
                .map(Entry::route)
                .filter(route -> route.endpoint() instanceof Endpoint.Streaming)
                .toList());
    }

    /** All routes of the pattern that matches best. */
    private List<Hit> hits(String rawPath) {
        List<Hit> hits = new ArrayList<>();
        List<String> shape = List.of();
        List<String> path = PathPattern.decode(rawPath);
        for (Entry entry : entries) {
            if (hits.isEmpty() || entry.pattern().shape().equals(shape)) {
                Optional<Map<String, String>> values = entry.pattern().match(path);
                if (values.isPresent()) {
                    shape = entry.pattern().shape();
                    hits.add(new Hit(entry.route(), values.get()));
                }
            }
        }
        return hits;
    }

    /** The methods that the routes serve, with those that every path has. */
    private static Set<String> methods(List<Hit> hits) {
        Set<String> methods = new LinkedHashSet<>();
        for (Hit hit : hits) {
            methods.add(hit.route().method().name());
            if (hit.route().method().equals(HttpMethod.GET)) {
                methods.add(HttpMethod.HEAD.name());
            }
        }
        methods.add(HttpMethod.OPTIONS.name());
        return methods;
    }

    private record Entry(Route route, PathPattern pattern) {}

    /** The outcome of a search. */
    public sealed interface Match {}

    /**
     * A route that serves the request.
     *
     * @param values the values of its path variables
     */
    public record Hit(Route route, Map<String, String> values) implements Match {}

    record UnknownPath() implements Match {}

    /**
     * A known path that does not support the method.
     *
     * @param allowed the methods that the path supports, for {@code Allow}
     */
    public record MethodNotAllowed(Set<String> allowed) implements Match {}
}
