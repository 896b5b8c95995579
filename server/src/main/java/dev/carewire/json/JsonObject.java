package dev.carewire.json;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A JSON object under construction, with fields in insertion order. One thread. */
public final class JsonObject {

    private final Map<String, Object> fields;

    public JsonObject() {
        this(new LinkedHashMap<>());
    }

    private JsonObject(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Adds a field; a value that is itself a {@link JsonObject} nests. */
    public JsonObject put(String name, Object value) {
        fields.put(name, value instanceof JsonObject object ? object.fields : value);
        return this;
    }

    /** Adds a field if it has a value. */
    public JsonObject put(String name, Optional<?> value) {
        value.ifPresent(present -> put(name, present));
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
        return this;
    }

    /** Removes all fields but the named ones. */
    public JsonObject retainFields(Collection<String> names) {
        fields.keySet().retainAll(names);
        return this;
    }

    /** The object in a field, for changes in place; empty if the field holds none. */
    @SuppressWarnings("unchecked") // Keys of nested maps are field names.
    public Optional<JsonObject> nested(String name) {
        return fields.get(name) instanceof Map<?, ?> inner
                ? Optional.of(new JsonObject((Map<String, Object>) inner))
                : Optional.empty();
    }

    /** The fields, for nesting in lists and for {@link Json#write}. */
    public Map<String, Object> fields() {
        return fields;
    }

    /** The JSON text of this object. */
    public String json() {
        return Json.write(fields);
    }

    /** Shows field names only: values may be patient data. */
    @Override
    public String toString() {
        return "JsonObject" + fields.keySet();
    }
}
