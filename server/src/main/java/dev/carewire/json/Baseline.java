package dev.carewire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The record that a client's body changes, as the client may have received it. Its fields are those of the format that shares most
 * names with the body, completed by those of the other formats. Two formats may use the same word for different states, so each
 * field has one value only. Immutable; any thread.
 */
public final class Baseline {

    /** The baseline of a new record, which has no fields. */
    public static final Baseline NONE = new Baseline(Json.mapper().createObjectNode());

    /** Equal numbers may be written differently, such as 20.5 and 20.50. */
    private static final Comparator<JsonNode> BY_VALUE = (left, right) -> left.equals(right)
                    || (isFinite(left) && isFinite(right) && left.decimalValue().compareTo(right.decimalValue()) == 0)
            ? 0
            : 1;

    private final ObjectNode fields;

    private Baseline(ObjectNode fields) {
        this.fields = fields;
    }

    /**
     * The baseline for a body.
     *
     * @param formats the record, in each format in which the server sends it; of two that share as many names, the first counts
     */
    public static Baseline of(JsonValue body, List<JsonObject> formats) {
        Comparator<JsonObject> likeness = Comparator.comparingLong(
                format -> body.names().stream().filter(format::declares).count());
        ObjectNode fields = Json.mapper().createObjectNode();
        formats.stream()
                .sorted(likeness.reversed())
                .map(Baseline::tree)
                .forEach(format ->
                        format.properties().forEach(field -> fields.putIfAbsent(field.getKey(), field.getValue())));
        return new Baseline(fields);
    }

    private static ObjectNode tree(JsonObject format) {
        return Json.mapper().valueToTree(format.fields());
    }

    private static boolean isFinite(JsonNode node) {
        return node.isNumber() && Double.isFinite(node.doubleValue());
    }

    /** The record's value under this name. */
    public Optional<JsonValue> field(String name) {
        return new JsonValue(fields).field(name);
    }

    /** Whether the record has exactly this value under this name. */
    public boolean contains(String name, JsonValue value) {
        return fields.has(name) && value.node().equals(BY_VALUE, fields.get(name));
    }

    /** Shows the number of fields only: they may be patient data. */
    @Override
    public String toString() {
        return "Baseline[" + fields.size() + "]";
    }
}
