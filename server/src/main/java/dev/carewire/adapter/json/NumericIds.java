package dev.carewire.adapter.json;

import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Converts the ids in a payload that are whole numbers to texts, and remembers them. Ids are the fields {@code id}, and those whose
 * names end with {@code Id} or {@code Ids}. Extra fields stay as they are. One thread.
 */
final class NumericIds {

    private static final String EXTRA = "extra";

    private final Set<String> found = new HashSet<>();
    private final String converted;

    NumericIds(JsonValue payload) {
        this.converted = convert(payload, "");
    }

    /** The payload with ids as texts. */
    String convertedJson() {
        return converted;
    }

    /** The ids that were numbers, in digits. */
    Set<String> found() {
        return found;
    }

    private String convert(JsonValue value, String name) {
        if (value.isObject() && !name.equals(EXTRA)) {
            return value.names().stream()
                    .map(field -> Json.write(field)
                            + ':'
                            + value.field(field)
                                    .map(inner -> convert(inner, field))
                                    .orElse("null"))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value.isArray()) {
            return value.items().stream().map(item -> convert(item, name)).collect(Collectors.joining(",", "[", "]"));
        }
        boolean number = value.text().isEmpty() && value.id().isPresent();
        if (number && (name.equals("id") || name.endsWith("Id") || name.endsWith("Ids"))) {
            found.add(value.id().orElseThrow());
            return Json.write(value.id().orElseThrow());
        }
        return value.json();
    }
}
