package dev.carewire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carewire.text.ExtraFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a client's object that the server neither reads nor writes. Of an object about a record of which the server knows
 * the id alone, all parts are unknown. Immutable, unless the client's object changes.
 */
public final class UnknownFields {

    private final ObjectNode fields;
    private final List<String> unexpected;

    private UnknownFields(ObjectNode fields, List<String> unexpected) {
        this.fields = fields;
        this.unexpected = List.copyOf(unexpected);
    }

    /**
     * Compares a client's object with what the server reads and writes.
     *
     * @param read the names of the fields that the server reads
     * @param baseline the record before the change; of its values, none counts as given
     * @param formats the record, in each format in which clients may send it back
     */
    public static UnknownFields of(JsonValue object, Set<String> read, Baseline baseline, List<JsonObject> formats) {
        ObjectNode fields = Json.mapper().createObjectNode();
        List<String> unexpected = new ArrayList<>();
        object.names().forEach(name -> {
            JsonNode value = object.node(name);
            boolean parts = formats.stream().anyMatch(format -> format.isReference(name)) && hasParts(value);
            boolean unknown = !read.contains(name) && formats.stream().noneMatch(format -> format.declares(name));
            if ((parts || unknown) && !baseline.contains(name, new JsonValue(value))) {
                fields.set(name, value);
            }
            if (!parts && unknown && formats.stream().noneMatch(format -> format.expects(name))) {
                unexpected.add(name);
            }
        });
        return new UnknownFields(fields, unexpected);
    }

    private static boolean hasParts(JsonNode value) {
        return value.properties().stream().anyMatch(part -> !JsonObject.ID_NAMES.contains(part.getKey()));
    }

    /** The names of the fields that no client is known to read, sorted. */
    public List<String> unexpected() {
        return unexpected;
    }

    /**
     * Adds these fields to those that a record has. A field replaces the one of its name, and null removes it.
     *
     * @return empty if the result exceeds the limits of {@link ExtraFields}
     */
    public Optional<ExtraFields> addedTo(ExtraFields current) {
        ObjectNode all = ExtraFieldsJson.tree(current);
        fields.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                all.remove(field.getKey());
            } else {
                all.set(field.getKey(), field.getValue());
            }
        });
        return Optional.of(all)
                .filter(ExtraFieldsJson::isWithinLimits)
                .map(object -> new ExtraFields(object.toString()));
    }

    /** Shows the number of fields only: they may be patient data. */
    @Override
    public String toString() {
        return "UnknownFields[" + fields.size() + "]";
    }
}
