package dev.carewire.rest;

import dev.carewire.command.Checked;
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
import java.util.TreeSet;
import java.util.function.Supplier;

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
        List<String> arguments = arguments(item, text);
        return JsonFields.parse(item, fields -> emission(place, fields, arguments))
                .get();
    }

    private static Supplier<VerbatimEmission> emission(String place, JsonFields fields, List<String> arguments) {
        Checked<String> family = fields.required(FAMILY, () -> fields.text(FAMILY));
        List<String> to = names(fields, "to");
        List<String> except = names(fields, "except");
        Checked<String> event = fields.required("event", () -> fields.text("event"));
        Optional<String> delivery = fields.text("delivery");
        return () -> new VerbatimEmission(place, family.value(), to, except, event.value(), arguments, delivery);
    }

    /**
     * Requires that an object has no other fields than some, so that a misspelt one is noticed.
     *
     * @throws RejectedException INVALID otherwise
     */
    static void requireKnown(JsonValue object, Set<String> known, String... more) {
        Set<String> all = new TreeSet<>(known);
        all.addAll(List.of(more));
        if (!all.containsAll(object.names())) {
            throw RejectedException.invalid("field: unknown (expected: only " + String.join(", ", all) + ")");
        }
    }

    /** A list of texts, or a single one; none if the field is missing. */
    static List<String> names(JsonFields fields, String name) {
        return fields.read("an array of texts", VerbatimInput::namesOf, name).orElse(List.of());
    }

    private static Optional<List<String>> namesOf(JsonValue value) {
        if (value.text().isPresent()) {
            return value.text().map(List::of);
        }
        List<JsonValue> items = value.items();
        List<String> texts =
                items.stream().flatMap(name -> name.text().stream()).toList();
        return value.isArray() && texts.size() == items.size() ? Optional.of(texts) : Optional.empty();
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
