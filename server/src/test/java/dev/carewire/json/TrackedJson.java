package dev.carewire.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Set;

/** JSON values that record which of their fields are read. */
public final class TrackedJson {

    private TrackedJson() {}

    /**
     * The same value with tracking.
     *
     * @param asked receives the names of the fields that are read, joined by dots
     */
    public static JsonValue track(String json, Set<String> asked) {
        try {
            return new JsonValue(watched(new ObjectMapper().readTree(json), "", asked));
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static JsonNode watched(JsonNode value, String path, Set<String> asked) {
        if (!value.isObject()) {
            return value;
        }
        ObjectNode watched = new Watched(path, asked);
        value.properties()
                .forEach(field ->
                        watched.set(field.getKey(), watched(field.getValue(), path + field.getKey() + ".", asked)));
        return watched;
    }

    @SuppressWarnings("unchecked") // The library's own signature for copies.
    private static final class Watched extends ObjectNode {

        private static final long serialVersionUID = 1;

        private final String path;
        private final transient Set<String> asked;

        Watched(String path, Set<String> asked) {
            super(JsonNodeFactory.instance);
            this.path = path;
            this.asked = asked;
        }

        @Override
        public JsonNode get(String name) {
            asked.add(path + name);
            return super.get(name);
        }
    }
}
