package dev.carewire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.carewire.text.ExtraFields;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object under construction, with fields in insertion order. A record's extra fields follow its own ones and never replace
 * one of them. One thread.
 */
public final class JsonObject {

    /** The names of the field with a record's id. */
    static final List<String> ID_NAMES = List.of("_id", "id");

    private final Map<String, Object> fields;

    /** Names of the object's own fields that have no value. */
    private final Set<String> absent = new HashSet<>();

    private final Map<String, Object> defaults = new LinkedHashMap<>();
    /** Names of extra fields that readers use. */
    private final Set<String> expected = new HashSet<>();

    private ExtraFields extra = ExtraFields.NONE;

    public JsonObject() {
        this(new LinkedHashMap<>());
    }

    private JsonObject(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Adds a field; a value that is itself a {@link JsonObject} nests. */
    public JsonObject put(String name, Object value) {
        fields.put(name, value instanceof JsonObject object ? object.fields() : value);
        return this;
    }

    /** Adds a field if it has a value; if not, no extra field appears under its name. */
    public JsonObject put(String name, Optional<?> value) {
        value.ifPresentOrElse(present -> put(name, present), () -> absent.add(name));
        return this;
    }

    /** Adds a field if its value is known; if not, an extra field of this name takes its place. */
    public JsonObject putKnown(String name, Optional<?> value) {
        value.ifPresentOrElse(present -> put(name, present), () -> expected.add(name));
        return this;
    }

    /**
     * Adds a record's extra fields, except those with the name of a field that this object has, or would have if it had a value.
     * An extra object completes the object of its name, unless their ids differ.
     */
    public JsonObject putExtra(ExtraFields given) {
        extra = given;
        return this;
    }

    /** Adds a field for readers that require it, unless an extra field has this name. */
    public JsonObject putDefault(String name, Object value) {
        defaults.put(name, value);
        return this;
    }

    /** Declares the names of extra fields that this format's readers use. */
    public JsonObject expectExtra(String... names) {
        expected.addAll(List.of(names));
        return this;
    }

    /** Whether this is the name of one of the object's own fields, with or without a value. */
    boolean declares(String name) {
        return fields.containsKey(name) || absent.contains(name);
    }

    /** Whether readers use an extra field of this name. */
    boolean expects(String name) {
        return defaults.containsKey(name) || expected.contains(name);
    }

    /** Whether the field of this name holds an object with nothing but an id. */
    boolean isReference(String name) {
        return fields.get(name) instanceof Map<?, ?> object && ID_NAMES.containsAll(object.keySet());
    }

    /** Removes all extra fields. */
    public JsonObject removeExtra() {
        extra = ExtraFields.NONE;
        return this;
    }

    /** Adds a field whose value is JSON text already; a malformed one is omitted. */
    public JsonObject putJson(String name, Optional<String> json) {
        try {
            if (json.isPresent()) {
                Json.parse(json.get());
                fields.put(name, new RawValue(json.get()));
            }
        } catch (MalformedJsonException malformed) {
            fields.remove(name);
        }
        return this;
    }

    /** Removes those of the named fields that are present. */
    public JsonObject removeFields(Collection<String> names) {
        fields.keySet().removeAll(names);
        defaults.keySet().removeAll(names);
        absent.addAll(names);
        return this;
    }

    /** Removes all fields but the named ones, extra fields too. */
    public JsonObject retainFields(Collection<String> names) {
        fields.keySet().retainAll(names);
        defaults.keySet().retainAll(names);
        return removeExtra();
    }

    /** The object in a field, for changes in place; empty if the field holds none. */
    @SuppressWarnings("unchecked") // Keys of nested maps are field names.
    public Optional<JsonObject> nested(String name) {
        return fields.get(name) instanceof Map<?, ?> inner
                ? Optional.of(new JsonObject((Map<String, Object>) inner))
                : Optional.empty();
    }

    /** The fields with the extra ones, for nesting in lists and for {@link Json#write}. */
    public Map<String, Object> fields() {
        if (extra.isEmpty() && defaults.isEmpty()) {
            return fields;
        }
        Map<String, Object> all = new LinkedHashMap<>(fields);
        ExtraFieldsJson.tree(extra).properties().forEach(field -> {
            String name = field.getKey();
            if (fields.get(name) instanceof Map<?, ?> object) {
                all.put(name, completed(object, field.getValue()));
            } else if (!fields.containsKey(name) && !absent.contains(name)) {
                all.put(name, field.getValue());
            }
        });
        defaults.forEach(all::putIfAbsent);
        return all;
    }

    private static Map<?, ?> completed(Map<?, ?> object, JsonNode parts) {
        boolean other = ID_NAMES.stream()
                .anyMatch(id -> parts.has(id)
                        && object.containsKey(id)
                        && !parts.get(id).asText().equals(object.get(id)));
        if (!parts.isObject() || other) {
            return object;
        }
        Map<Object, Object> all = new LinkedHashMap<>(object);
        parts.properties().forEach(part -> all.putIfAbsent(part.getKey(), part.getValue()));
        return all;
    }

    /** The JSON text of this object. */
    public String json() {
        return Json.write(fields());
    }

    /** Shows field names only: values may be patient data. */
    @Override
    public String toString() {
        return "JsonObject" + fields.keySet();
    }
}
