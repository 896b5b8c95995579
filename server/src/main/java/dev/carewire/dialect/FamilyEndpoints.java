package dev.carewire.dialect;

import dev.carewire.http.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The endpoints of one client family, or of several together.
 *
 * @param socketIo dialects over Socket.IO, by path; paths begin and end with a slash
 * @param plain dialects over plain WebSocket, by path; paths may have variable segments
 * @param routes HTTP requests that are answered in the family's own forms
 */
public record FamilyEndpoints(Map<String, Dialect> socketIo, Map<String, PlainDialect> plain, List<Route> routes) {

    public FamilyEndpoints {
        socketIo = Map.copyOf(socketIo);
        plain = Map.copyOf(plain);
        routes = List.copyOf(routes);
    }

    /** A family with one Socket.IO path. */
    public static FamilyEndpoints forSocketIo(String path, Dialect dialect) {
        return new FamilyEndpoints(Map.of(path, dialect), Map.of(), List.of());
    }

    /** A family with plain WebSocket paths. */
    public static FamilyEndpoints forWebSocket(Map<String, PlainDialect> dialects) {
        return new FamilyEndpoints(Map.of(), dialects, List.of());
    }

    /** These endpoints with {@code routes}. */
    public FamilyEndpoints withRoutes(List<Route> routes) {
        return new FamilyEndpoints(socketIo, plain, routes);
    }

    /**
     * The endpoints of all {@code families}.
     *
     * @throws IllegalStateException if two families claim the same path
     */
    public static FamilyEndpoints merge(List<FamilyEndpoints> families) {
        return new FamilyEndpoints(
                merge(families, FamilyEndpoints::socketIo),
                merge(families, FamilyEndpoints::plain),
                families.stream().flatMap(family -> family.routes().stream()).toList());
    }

    private static <D> Map<String, D> merge(
            List<FamilyEndpoints> families, Function<FamilyEndpoints, Map<String, D>> part) {
        Map<String, D> merged = new HashMap<>();
        families.stream()
                .map(part)
                .flatMap(dialects -> dialects.entrySet().stream())
                .forEach(dialect -> {
                    if (merged.putIfAbsent(dialect.getKey(), dialect.getValue()) != null) {
                        throw new IllegalStateException("path: " + dialect.getKey() + " (expected: of one family)");
                    }
                });
        return merged;
    }
}
