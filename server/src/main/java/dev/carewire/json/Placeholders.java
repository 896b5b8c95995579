package dev.carewire.json;

import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Replaces faulty values in a JSON text by valid ones, so that the reader finds the next fault. One thread.
 */
final class Placeholders {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode root;

    /** Replaces values in {@code root}, which it changes. */
    Placeholders(JsonNode root) {
        this.root = root;
    }

    /** The value with the replacements made so far. */
    JsonNode root() {
        return root;
    }

    /** The value at a path; missing or null if there is none. */
    JsonNode at(List<Reference> path) {
        JsonNode node = root;
        for (Reference step : path) {
            node = step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
        }
        return node;
    }

    /** Removes a field. */
    boolean remove(List<Reference> path) {
        return !path.isEmpty()
                && at(parent(path)) instanceof ObjectNode object
                && object.remove(last(path).getFieldName()) != null;
    }

    /**
     * Sets a valid value of a type.
     *
     * @return whether the path leads to a place that takes it
     */
    boolean set(List<Reference> path, Class<?> type) {
        if (path.isEmpty()) {
            return false;
        }
        JsonNode parent = at(parent(path));
        Reference last = last(path);
        if (parent instanceof ObjectNode object && last.getFieldName() != null) {
            object.set(last.getFieldName(), value(type));
            return true;
        }
        if (parent instanceof ArrayNode array && last.getIndex() >= 0 && last.getIndex() < array.size()) {
            array.set(last.getIndex(), value(type));
            return true;
        }
        return false;
    }

    /**
     * Sets a valid value in a component of a record.
     *
     * @return whether the record has such a component
     */
    boolean setComponent(List<Reference> path, Class<?> recordType, String name) {
        if (recordType.isRecord() && at(path) instanceof ObjectNode object) {
            for (RecordComponent component : recordType.getRecordComponents()) {
                if (component.getName().equals(name)) {
                    if (component.getType() == Optional.class) {
                        object.remove(name);
                    } else {
                        object.set(name, value(component.getType()));
                    }
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Reference> parent(List<Reference> path) {
        return path.subList(0, path.size() - 1);
    }

    private static Reference last(List<Reference> path) {
        return path.get(path.size() - 1);
    }

    /** An empty object stands for a record, so that the reader also finds which of its fields are missing. */
    private static JsonNode value(Class<?> type) {
        if (type == String.class) {
            return NODES.textNode("x");
        }
        if (type.isEnum()) {
            return NODES.textNode(((Enum<?>) type.getEnumConstants()[0]).name());
        }
        if (type == Instant.class) {
            return NODES.textNode("2000-01-01T00:00:00Z");
        }
        if (type == LocalDate.class) {
            return NODES.textNode("2000-01-01");
        }
        if (type == boolean.class || type == Boolean.class) {
            return NODES.booleanNode(false);
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return NODES.numberNode(1);
        }
        return Iterable.class.isAssignableFrom(type) ? NODES.arrayNode() : NODES.objectNode();
    }
}
