package dev.carewire.reference;

import dev.carewire.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The common shape of all JSON values seen in one place. One thread. */
final class Shape {

    /** A text that contains this shows that any text is possible in its place. */
    static final String ANYTHING = "anything";

    /** Takes the place of bytes. */
    static final Map<String, Object> BYTES = Map.of("_placeholder", true, "num", 0);

    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_:-]+");

    private final Set<String> texts = new TreeSet<>();
    private final Map<String, Shape> fields = new TreeMap<>();
    private final List<Shape> items = new ArrayList<>();
    private boolean flag;
    private boolean whole;
    private boolean fraction;
    private boolean array;
    private boolean nothing;
    private int objects;
    private int seen;

    Shape observe(JsonValue value) {
        seen++;
        value.text().ifPresent(texts::add);
        flag |= value.bool().isPresent();
        boolean isWhole = value.integer().isPresent();
        whole |= isWhole;
        fraction |= !isWhole && value.number().isPresent();
        nothing |= value.isNull();
        if (value.isArray()) {
            array = true;
            value.items().forEach(this::observeItem);
        }
        if (value.isObject()) {
            objects++;
            for (String name : value.names()) {
                Shape field = fields.computeIfAbsent(name, none -> new Shape());
                value.field(name).ifPresentOrElse(field::observe, field::observeAbsence);
            }
        }
        return this;
    }

    private void observeItem(JsonValue item) {
        if (items.isEmpty()) {
            items.add(new Shape());
        }
        items.get(0).observe(item);
    }

    private void observeAbsence() {
        seen++;
        nothing = true;
    }

    private boolean isAny() {
        return flag && array && objects > 0 && !texts.isEmpty() && (whole || fraction);
    }

    private boolean isBytes() {
        return fields.keySet().equals(BYTES.keySet());
    }

    private boolean required(Shape field) {
        return field.seen == objects;
    }

    private Optional<String> format() {
        if (!texts.isEmpty()
                && texts.stream().allMatch(text -> MOMENT.matcher(text).matches())) {
            return Optional.of("date-time");
        }
        return !texts.isEmpty()
                        && texts.stream().allMatch(text -> DATE.matcher(text).matches())
                ? Optional.of("date")
                : Optional.empty();
    }

    private boolean isClosed() {
        return texts.stream().allMatch(text -> WORD.matcher(text).matches() && !text.contains(ANYTHING));
    }

    /** Marks the fields that {@code other} always has as mandatory. */
    void require(Shape other) {
        fields.forEach((name, field) -> {
            Shape same = other.fields.get(name);
            if (same != null && other.required(same)) {
                field.seen = objects;
            }
        });
    }

    /** The texts seen in a field. */
    Set<String> textsOf(String field) {
        return fields.getOrDefault(field, new Shape()).texts;
    }

    /** The type in TypeScript; {@code indent} is that of its first line. */
    String typeScript(String indent) {
        if (isAny()) {
            return "unknown";
        }
        List<String> types = new ArrayList<>();
        if (isBytes()) {
            types.add("Uint8Array");
        } else if (objects > 0) {
            types.add(fields.isEmpty() ? "Record<string, unknown>" : fieldTypes(indent));
        }
        if (array) {
            types.add("Array<" + (items.isEmpty() ? "unknown" : items.get(0).typeScript(indent)) + ">");
        }
        if (!texts.isEmpty()) {
            types.add(
                    isClosed()
                            ? texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(" | "))
                            : "string");
        }
        if (whole || fraction) {
            types.add("number");
        }
        if (flag) {
            types.add("boolean");
        }
        if (nothing) {
            types.add("null");
        }
        return String.join(" | ", types);
    }

    private String fieldTypes(String indent) {
        StringBuilder text = new StringBuilder("{\n");
        fields.forEach((name, field) -> {
            String key = name.matches("\\w+") ? name : "'" + name + "'";
            field.format()
                    .ifPresent(format -> text.append(indent)
                            .append("  /** ISO 8601 ")
                            .append(format)
                            .append(". */\n"));
            text.append(indent)
                    .append("  ")
                    .append(key)
                    .append(required(field) ? ": " : "?: ")
                    .append(field.typeScript(indent + "  "))
                    .append(";\n");
        });
        return text.append(indent).append("}").toString();
    }

    /** The type as a JSON schema. */
    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (isAny()) {
            return schema;
        }
        if (isBytes()) {
            schema.put("type", "string");
            schema.put("format", "binary");
            return schema;
        }
        List<String> types = new ArrayList<>();
        if (objects > 0) {
            types.add("object");
            List<String> required = fields.entrySet().stream()
                    .filter(field -> required(field.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            if (!required.isEmpty()) {
                schema.put("required", required);
            }
            Map<String, Object> properties = new LinkedHashMap<>();
            fields.forEach((name, field) -> properties.put(name, field.schema()));
            schema.put("properties", properties);
        }
        if (array) {
            types.add("array");
            schema.put("items", items.isEmpty() ? Map.of() : items.get(0).schema());
        }
        if (!texts.isEmpty()) {
            types.add("string");
            format().ifPresent(format -> schema.put("format", format));
        }
        if (whole || fraction) {
            types.add(fraction ? "number" : "integer");
        }
        if (flag) {
            types.add("boolean");
        }
        if (nothing) {
            types.add("null");
        }
        if (types.equals(List.of("string")) && isClosed()) {
            schema.put("enum", List.copyOf(texts));
        }
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("type", types.size() == 1 ? types.get(0) : types);
        whole.putAll(schema);
        return whole;
    }
}
