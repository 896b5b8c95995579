package dev.carewire.rest;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.emission.VerbatimEmission;
import dev.carewire.http.JsonFields;
import dev.carewire.json.JsonText;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads requests in the wire format of a client family. Arguments keep the text in which they were written. */
final class VerbatimInput {

    /** The field that distinguishes such an event from all others. */
    static final String FAMILY = "family";

    /** The fields of such an event. */
    static final Set<String> FIELDS = Set.of(FAMILY, "to", "except", "event", "args", "delivery");

    private VerbatimInput() {}

    /**
     * The event in an object.
     *
     * @param place its position in the request, as a prefix for field names in rejections
     * @param text the text of {@code item}
     * @throws RejectedException INVALID for a field of the wrong type
     */
    static VerbatimEmission emission(String place, JsonValue item, String text) throws MalformedJsonException {
        JsonFields fields = new JsonFields(item);
        return new VerbatimEmission(
                place,
                family(fields),
                names(item, "to"),
                names(item, "except"),
                Fields.required("event", fields.text("event")),
                arguments(item, text),
                fields.text("delivery"));
    }

    /** The family of a request. */
    static String family(JsonFields fields) {
        return Fields.required(FAMILY, fields.text(FAMILY));
    }

    /** A list of texts, or a single one; none if the field is missing. */
    static List<String> names(JsonValue item, String field) {
        Optional<JsonValue> value = item.field(field);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get().text().isPresent()) {
            return value.get().text().stream().toList();
        }
        List<JsonValue> items = value.get().items();
        List<String> texts =
                items.stream().flatMap(name -> name.text().stream()).toList();
        if (!value.get().isArray() || texts.size() < items.size()) {
            throw RejectedException.invalid(field + ": invalid (expected: an array of texts)");
        }
        return texts;
    }

    private static List<String> arguments(JsonValue item, String text) throws MalformedJsonException {
        Optional<JsonValue> value = item.field("args");
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray()) {
            throw RejectedException.invalid("args: invalid (expected: an array)");
        }
        Map<String, String> fields = JsonText.fields(text);
        return JsonText.items(Fields.required("args", Optional.ofNullable(fields.get("args"))));
    }
}
