package dev.carewire.reference;

import dev.carewire.adapter.json.JsonPayloadParser;
import dev.carewire.command.Fault;
import dev.carewire.command.RejectedException;
import dev.carewire.emission.PayloadParser;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.TestZones;
import dev.carewire.json.Json;
import dev.carewire.text.ExtraFields;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The schemas of the catalog's payloads and of the records in them, as back ends send them. The records have the
 * types; the rejections of values beyond a range state the range.
 */
final class PayloadSchemas {

    private static final Pattern RANGE = Pattern.compile("expected: (-?\\d+)(?: to |\\.\\.)(\\d+)");
    private static final String LONG_TEXT = "x".repeat(9_999);

    private final Map<String, Map<String, Object>> schemas = new TreeMap<>();
    private final Map<String, String> ranges = new TreeMap<>();
    private final JsonPayloadParser parser = new JsonPayloadParser(TestZones.UTC);

    /** The schemas of all payloads in the samples; their variants have every optional field. */
    PayloadSchemas(Variants variants) {
        SampleEvents.all()
                .forEach(event -> variants.of(event.payload())
                        .forEach(variant -> observe(event.payload().getClass(), Json.write(variant))));
        SampleEvents.all().forEach(event -> define(event.payload().getClass()));
    }

    /** By name; a payload has the name of its record. */
    Map<String, Map<String, Object>> schemas() {
        return schemas;
    }

    /** Sends every text too long and every number too large, and keeps the stated ranges. */
    private void observe(Class<? extends Record> payload, String json) {
        for (String wrong : List.of(
                json.replaceAll("\"(\\w+)\":\"(?!\\d{4}-\\d\\d-\\d\\d)[^\"]*\"", "\"$1\":\"" + LONG_TEXT + "\""),
                json.replaceAll("\"(\\w+)\":-?\\d+(?=[,}])", "\"$1\":900000000000000000"))) {
            if (wrong.length() > json.length() + 60_000) {
                continue;
            }
            faults(wrong, payload)
                    .forEach(fault ->
                            ranges.putIfAbsent(key(payload, fault.field().split("\\.", -1)), fault.text()));
        }
    }

    /** The record and the component that a path ends at; its first step is {@code data}. */
    private static String key(Class<?> payload, String[] path) {
        Class<?> record = payload;
        for (int i = 1; i < path.length - 1; i++) {
            record = component(record, path[i].replaceAll("\\[\\d+]", ""));
        }
        return record.getSimpleName() + "." + path[path.length - 1];
    }

    private static Class<?> component(Class<?> record, String name) {
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getName().equals(name)) {
                return component.getGenericType() instanceof ParameterizedType generic
                                && generic.getActualTypeArguments()[0] instanceof Class<?> argument
                        ? argument
                        : component.getType();
            }
        }
        return record;
    }

    private List<Fault> faults(String data, Class<? extends Record> type) {
        try {
            parser.read(SampleEvents.TENANT, data, type);
            return List.of();
        } catch (RejectedException rejected) {
            return rejected.faults();
        }
    }

    private void define(Class<?> record) {
        if (schemas.containsKey(record.getSimpleName())) {
            return;
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schemas.put(record.getSimpleName(), schema);
        List<String> required = new ArrayList<>();
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            Class<?> type = component.getType();
            if (type != Optional.class && type != ExtraFields.class) {
                required.add(component.getName());
            }
            properties.put(
                    component.getName(),
                    schema(component.getGenericType(), record.getSimpleName() + "." + component.getName()));
        }
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
    }

    private Map<String, Object> schema(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] arguments = generic.getActualTypeArguments();
            if (raw == Optional.class) {
                return schema(arguments[0], name);
            }
            return Map.class.isAssignableFrom(raw)
                    ? Map.of("type", "object", "additionalProperties", schema(arguments[1], name))
                    : Map.of("type", "array", "items", schema(arguments[0], name));
        }
        return simple((Class<?>) type, name);
    }

    private Map<String, Object> simple(Class<?> type, String name) {
        if (type.isRecord() && type != ExtraFields.class) {
            define(type);
            return Map.of("$ref", "#/components/schemas/" + type.getSimpleName());
        }
        if (type.isEnum()) {
            return Map.of(
                    "enum",
                    Stream.of(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                            .toList());
        }
        if (type == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        }
        if (type == LocalDate.class) {
            return Map.of("type", "string", "format", "date");
        }
        if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (type == String.class) {
            return ranged("string", "minLength", "maxLength", name);
        }
        if (type == double.class || type == Double.class) {
            return Map.of("type", "number");
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type)
                ? ranged("integer", "minimum", "maximum", name)
                : Map.of(
                        "type",
                        "object",
                        "description",
                        type == ExtraFields.class ? "An object of " + ExtraFields.LIMITS : "");
    }

    private Map<String, Object> ranged(String type, String min, String max, String name) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        Matcher range = RANGE.matcher(ranges.getOrDefault(name, ""));
        if (range.find()) {
            schema.put(min, Long.valueOf(range.group(1)));
            schema.put(max, Long.valueOf(range.group(2)));
        } else if (type.equals("string")) {
            schema.put(max, PayloadParser.MAX_TEXT);
        }
        return schema;
    }
}
