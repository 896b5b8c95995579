package dev.carewire.reference;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The schemas of payloads and records as tables for the page, and as interfaces for TypeScript. */
final class RecordTypes {

    private static final String REF = "$ref";

    private final Map<String, Map<String, Object>> schemas;

    RecordTypes(Map<String, Map<String, Object>> schemas) {
        this.schemas = schemas;
    }

    /** One table per record. */
    String tables() {
        StringBuilder page = new StringBuilder();
        schemas.forEach((name, schema) -> {
            page.append("\n### ").append(name).append("\n\n| field | value | must be present |\n| --- | --- | --- |\n");
            properties(schema)
                    .forEach((field, type) -> page.append("| `")
                            .append(field)
                            .append("` | ")
                            .append(words(type))
                            .append(" | ")
                            .append(required(schema).contains(field) ? "yes" : "no")
                            .append(" |\n"));
        });
        return page.toString();
    }

    /** One interface per record, within a namespace. */
    String interfaces() {
        StringBuilder file = new StringBuilder();
        schemas.forEach((name, schema) -> {
            file.append("\n  export interface ").append(name).append(" {\n");
            properties(schema)
                    .forEach((field, type) -> file.append("    ")
                            .append(field)
                            .append(required(schema).contains(field) ? ": " : "?: ")
                            .append(typeScript(type))
                            .append(";\n"));
            file.append("  }\n");
        });
        return file.toString();
    }

    private static String words(Map<String, Object> type) {
        if (type.containsKey(REF)) {
            String name = name(type);
            return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
        }
        if (type.get("enum") instanceof List<?> constants) {
            return constants.stream().map(word -> "`" + word + "`").collect(joining(", "));
        }
        if ("array".equals(type.get("type"))) {
            return "array of " + words(map(type.get("items")));
        }
        return type.getOrDefault("format", type.get("type")) + range(type);
    }

    private static String range(Map<String, Object> type) {
        if (type.containsKey("maxLength")) {
            return ", " + type.getOrDefault("minLength", 0) + " to " + type.get("maxLength") + " characters";
        }
        return type.containsKey("maximum") ? ", " + type.get("minimum") + " to " + type.get("maximum") : "";
    }

    private static String typeScript(Map<String, Object> type) {
        if (type.containsKey(REF)) {
            return name(type);
        }
        if (type.get("enum") instanceof List<?> constants) {
            return constants.stream().map(word -> "'" + word + "'").collect(joining(" | "));
        }
        if (type.isEmpty()) {
            return "unknown";
        }
        return type.get("type") instanceof List<?> several
                ? several.stream()
                        .map(one -> typeScript(String.valueOf(one), type))
                        .distinct()
                        .collect(joining(" | "))
                : typeScript(String.valueOf(type.get("type")), type);
    }

    private static String typeScript(String word, Map<String, Object> type) {
        return switch (word) {
            case "array" ->
                "Array<" + (type.containsKey("items") ? typeScript(map(type.get("items"))) : "unknown") + ">";
            case "integer", "number" -> "number";
            case "boolean" -> "boolean";
            case "string" -> "string";
            case "null" -> "null";
            default ->
                map(type.getOrDefault("properties", Map.of())).isEmpty()
                        ? "Record<string, unknown>"
                        : properties(type).entrySet().stream()
                                .map(field -> field.getKey()
                                        + (required(type).contains(field.getKey()) ? ": " : "?: ")
                                        + typeScript(field.getValue()))
                                .collect(joining("; ", "{ ", " }"));
        };
    }

    private static String name(Map<String, Object> reference) {
        String path = String.valueOf(reference.get(REF));
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static List<?> required(Map<String, Object> schema) {
        return schema.get("required") instanceof List<?> names ? names : List.of();
    }

    private static Map<String, Map<String, Object>> properties(Map<String, Object> schema) {
        Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
        map(schema.get("properties")).forEach((name, type) -> properties.put(name, map(type)));
        return properties;
    }

    @SuppressWarnings("unchecked") // Schemas have texts as keys.
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
