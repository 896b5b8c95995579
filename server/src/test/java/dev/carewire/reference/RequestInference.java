package dev.carewire.reference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carewire.command.Fault;
import dev.carewire.command.RejectedException;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.QueryEndpoint;
import dev.carewire.json.Json;
import dev.carewire.json.TrackedJson;
import dev.carewire.transport.http.HttpTestClient;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Infers the body or the query of a request by calling its parser. The parser reads the names, and its rejections of
 * wrong values state the expected ones.
 */
final class RequestInference {

    /** Values that no field accepts, of which each provokes another constraint. */
    private static final List<String> WRONG = List.of(
            "[[]]", "\"" + "x".repeat(20_000) + "\"", "9000000000000000", "[" + "\"x\",".repeat(1_000) + "\"x\"]");

    /** Explanations of fields whose purpose the name and the type do not show. */
    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "allowOverlap",
            "True if the doctor and the room may have another appointment at this time, and the patient another place in"
                    + " the queue. Otherwise the answer is 409, unless the clinic allows overlaps.",
            "roomId",
            "A consulting room of the clinic.");

    private static final Pattern KNOWN = Pattern.compile("field: unknown \\(expected: only (.*)\\)");
    private static final Pattern PARAMETER = Pattern.compile("[?&](\\w+)=");

    private RequestInference() {}

    /** The schema of a body. */
    static Map<String, Object> body(Function<JsonFields, ?> parser) {
        Set<String> names = new LinkedHashSet<>();
        List<Fault> missing = faults(parser, "{}", names);
        names.removeIf(name -> name.contains("."));
        return body(
                names,
                missing,
                (name, wrong) -> faults(parser, "{\"" + name + "\":" + wrong + "}", new LinkedHashSet<>()));
    }

    /** The schema of a body whose route has no parser of its own: the server answers wrong bodies. */
    static Map<String, Object> body(RestApi api, RouteExample example, String json) {
        Set<String> names = new LinkedHashSet<>(ArgumentInference.parsed(json).names());
        faults(api.answer(example, "{\"~\":1," + json.substring(1))).stream()
                .map(fault -> KNOWN.matcher(fault.text()))
                .filter(Matcher::find)
                .forEach(known -> names.addAll(List.of(known.group(1).split(", ", -1))));
        List<Fault> missing = names.stream()
                .flatMap(name -> faults(api.answer(example, Json.write(without(json, name)))).stream()
                        .filter(fault -> fault.field().equals(name)))
                .toList();
        return body(names, missing, (name, wrong) -> {
            Map<String, Object> others = without(json, name);
            String comma = others.isEmpty() ? "" : ",";
            return faults(api.answer(
                    example,
                    "{\"" + name + "\":" + wrong + comma + Json.write(others).substring(1)));
        });
    }

    private static Map<String, Object> without(String json, String name) {
        Map<String, Object> fields = new LinkedHashMap<>(new Yaml(new SafeConstructor(new LoaderOptions())).load(json));
        fields.remove(name);
        return fields;
    }

    private static Map<String, Object> body(
            Set<String> names, List<Fault> missing, BiFunction<String, String, List<Fault>> withWrong) {
        List<String> required = missing.stream().map(Fault::field).toList();
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String name : names) {
            Map<String, Object> schema = new LinkedHashMap<>();
            for (String wrong : WRONG) {
                withWrong.apply(name, wrong).stream()
                        .filter(fault -> isAbout(name, fault))
                        .forEach(fault -> ExpectedValues.add(schema, fault.text()));
            }
            if (schema.get("enum") instanceof List<?> words) {
                schema.put("enum", accepted(words, word -> withWrong.apply(name, word), name));
            }
            Optional.ofNullable(DESCRIPTIONS.get(name)).ifPresent(text -> schema.put("description", text));
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

    private static boolean isAbout(String name, Fault fault) {
        return fault.field().equals(name) || fault.text().startsWith(name + ":");
    }

    /** Those words of a field that are valid in this request; a rejection may list more. */
    private static List<?> accepted(List<?> words, Function<String, List<Fault>> withWord, String name) {
        return words.stream()
                .filter(word -> withWord.apply("\"" + word + "\"").stream().noneMatch(fault -> isAbout(name, fault)))
                .toList();
    }

    private static List<Fault> faults(Function<JsonFields, ?> parser, String json, Set<String> names) {
        try {
            JsonFields.parse(TrackedJson.track(json, names), parser);
            return List.of();
        } catch (RejectedException rejected) {
            return rejected.faults();
        }
    }

    /** The faults that a refusal lists, in any of the formats of failures. */
    private static List<Fault> faults(HttpTestClient.Answer answer) {
        if (answer.status() < 400) {
            return List.of();
        }
        List<Fault> faults = new ArrayList<>();
        for (JsonNode fault : answer.json().path("faults")) {
            faults.add(new Fault(
                    fault.path("field").textValue(), fault.path("message").textValue()));
        }
        if (faults.isEmpty()) {
            JsonNode error = answer.json().path("error");
            for (String text :
                    (error.isTextual() ? error : error.path("details")).asText().split("; ", -1)) {
                faults.add(new Fault(text.replaceAll("[: ].*", ""), text));
            }
        }
        return faults;
    }

    /** The parameters in the query of an example. */
    static List<Map<String, Object>> query(RestApi api, RouteExample example) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        Matcher names = PARAMETER.matcher(example.query());
        while (names.find()) {
            String name = names.group(1);
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "string");
            if (example.method().equals("GET")) {
                faults(api.answer(example, name, "~")).stream()
                        .filter(fault -> fault.field().equals(name))
                        .forEach(fault -> ExpectedValues.add(schema, fault.text()));
            }
            parameters.add(Map.of("name", name, "in", "query", "schema", schema));
        }
        return parameters;
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
            Objects.requireNonNull(endpoint.parser().apply(new ListQuery(parameters, ZoneOffset.UTC)));
            return Optional.empty();
        } catch (RejectedException rejected) {
            return Optional.of(rejected.text());
        }
    }
}
