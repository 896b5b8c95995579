package dev.carewire.reference;

import dev.carewire.command.Fault;
import dev.carewire.command.RejectedException;
import dev.carewire.http.FormEndpoint;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.QueryEndpoint;
import dev.carewire.json.TrackedJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Infers the body or the query of a request by calling its parser. The parser reads the names, and its rejections of
 * wrong values state the expected ones.
 */
final class RequestInference {

    /** Values that no field accepts, of which each provokes another constraint. */
    private static final List<String> WRONG = List.of("[[]]", "\"" + "x".repeat(20_000) + "\"", "9000000000000000");

    private RequestInference() {}

    /** The schema of a body. */
    static Map<String, Object> body(FormEndpoint<?> endpoint) {
        Function<JsonFields, ?> parser = endpoint.parser();
        Set<String> names = new LinkedHashSet<>();
        List<String> required =
                faults(parser, "{}", names).stream().map(Fault::field).toList();
        names.removeIf(name -> name.contains("."));
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String name : names) {
            Map<String, Object> schema = new LinkedHashMap<>();
            for (String wrong : WRONG) {
                faults(parser, "{\"" + name + "\":" + wrong + "}", new LinkedHashSet<>()).stream()
                        .filter(fault ->
                                fault.field().equals(name) || fault.text().startsWith(name + ":"))
                        .forEach(fault -> ExpectedValues.add(schema, fault.text()));
            }
            properties.put(name, schema);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "object");
        if (!required.isEmpty()) {
            body.put("required", required);
        }
        body.put("properties", properties);
        return body;
    }

    private static List<Fault> faults(Function<JsonFields, ?> parser, String json, Set<String> names) {
        try {
            JsonFields.parse(TrackedJson.track(json, names), parser);
            return List.of();
        } catch (RejectedException rejected) {
            return rejected.faults();
        }
    }

    /** The parameters of a query. */
    static List<Map<String, Object>> query(QueryEndpoint<?> endpoint) {
        Set<String> names = new LinkedHashSet<>();
        read(endpoint, name -> {
            names.add(name);
            return Optional.empty();
        });
        List<Map<String, Object>> parameters = new ArrayList<>();
        for (String name : names) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "string");
            read(endpoint, asked -> Optional.of("~").filter(wrong -> asked.equals(name)))
                    .filter(fault -> fault.startsWith(name))
                    .ifPresent(fault -> ExpectedValues.add(schema, fault));
            // Lists take several words, separated by commas.
            parameters.add(
                    schema.containsKey("enum") && name.equals("status")
                            ? Map.of(
                                    "name",
                                    name,
                                    "in",
                                    "query",
                                    "explode",
                                    false,
                                    "schema",
                                    Map.of("type", "array", "items", schema))
                            : Map.of("name", name, "in", "query", "schema", schema));
        }
        return parameters;
    }

    private static Optional<String> read(QueryEndpoint<?> endpoint, Function<String, Optional<String>> parameters) {
        try {
            Objects.requireNonNull(endpoint.parser().apply(new ListQuery(parameters)));
            return Optional.empty();
        } catch (RejectedException rejected) {
            return Optional.of(rejected.text());
        }
    }
}
