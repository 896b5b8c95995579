package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.json.JsonValue;
import dev.carewire.text.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The argument of a client's event, which may be missing or of any type. Each accessor states the expected type. A
 * mismatch is rejected as INVALID, naming the field and never its value. Immutable.
 */
public final class Argument {

    /** Marks the position of bytes that Socket.IO extracted. */
    private static final String PLACEHOLDER = "_placeholder";

    private final Optional<JsonValue> value;
    private final List<byte[]> attachments;

    private Argument(Optional<JsonValue> value, List<byte[]> attachments) {
        this.value = value;
        this.attachments = attachments;
    }

    /**
     * The first argument of a message. Client libraries may add further ones, which are ignored.
     *
     * @param attachments the binary attachments of the message, by the numbers of their placeholders
     */
    static Argument of(EventMessage message, List<byte[]> attachments) {
        return new Argument(message.arguments().stream().findFirst().filter(first -> !first.isNull()), attachments);
    }

    /**
     * The argument itself as an id.
     *
     * @param name its name in the rejection
     */
    public String id(String name) {
        return checkId(name, value.flatMap(JsonValue::text));
    }

    /** The id in the field {@code name} of the argument. */
    public String idField(String name) {
        return checkId(name, value.flatMap(object -> object.text(name)));
    }

    /** The ids in the array in the field {@code name} of the argument, 1 to {@code most}, without duplicates. */
    public Set<String> idsField(String name, int most) {
        List<JsonValue> items = value.flatMap(object -> object.field(name))
                .map(JsonValue::items)
                .orElse(List.of());
        if (items.isEmpty() || items.size() > most) {
            throw invalid(name, "an array of 1 to " + most + " ids").get();
        }
        return items.stream().map(item -> checkId(name, item.text())).collect(Collectors.toUnmodifiableSet());
    }

    /** The id in the field {@code name} of the argument; empty if there is no such field, or no argument. */
    public Optional<String> optionalIdField(String name) {
        return value.flatMap(object -> object.field(name)).map(id -> checkId(name, id.text()));
    }

    /** The boolean in the field {@code name} of the argument. */
    public boolean flagField(String name) {
        return value.flatMap(object -> object.field(name))
                .flatMap(JsonValue::bool)
                .orElseThrow(invalid(name, "true or false"));
    }

    /** The text in the field {@code name} of the argument, which may be empty. */
    public String textField(String name) {
        return value.flatMap(object -> object.text(name)).orElseThrow(invalid(name, "a text"));
    }

    /** The text in the field {@code name} of the argument; empty if it is missing. */
    public Optional<String> optionalTextField(String name) {
        return value.flatMap(object -> object.field(name))
                .map(field -> field.text().orElseThrow(invalid(name, "a text")));
    }

    /**
     * The texts in the field {@code name} of the argument: a text, or an array of at most {@code most}; none if it is
     * missing.
     */
    public List<String> textsField(String name, int most) {
        Supplier<RejectedException> refusal = invalid(name, "a text, or an array of at most " + most + " texts");
        Optional<JsonValue> field = value.flatMap(object -> object.field(name));
        List<JsonValue> items = field.filter(JsonValue::isArray)
                .map(JsonValue::items)
                .orElseGet(() -> field.stream().toList());
        if (items.size() > most) {
            throw refusal.get();
        }
        return items.stream().map(item -> item.text().orElseThrow(refusal)).toList();
    }

    /** The whole number from 0 to {@code max} in the field {@code name} of the argument; empty if it is missing. */
    public Optional<Integer> optionalNumberField(String name, int max) {
        return value.flatMap(object -> object.field(name))
                .map(field -> field.integer().stream()
                        .filter(number -> number >= 0 && number <= max)
                        .mapToObj(Math::toIntExact)
                        .findFirst()
                        .orElseThrow(invalid(name, "0.." + max)));
    }

    /** The whole number from 0 to {@code max} in the field {@code name} of the argument. */
    public int numberField(String name, int max) {
        return optionalNumberField(name, max).orElseThrow(invalid(name, "0.." + max));
    }

    /** The id in the field {@code name} of the argument; empty without a valid id. */
    public Optional<String> possibleIdField(String name) {
        return value.flatMap(object -> object.text(name)).filter(Identifier::isValid);
    }

    /** The bytes in the field {@code name} of the argument; not to be changed. */
    public byte[] bytesField(String name) {
        return value.flatMap(object -> object.field(name))
                .filter(field ->
                        field.field(PLACEHOLDER).flatMap(JsonValue::bool).orElse(false))
                .flatMap(field -> field.field("num"))
                .flatMap(number -> number.integer().stream().boxed().findFirst())
                .filter(number -> number >= 0 && number < attachments.size())
                .map(number -> attachments.get(Math.toIntExact(number)))
                .orElseThrow(invalid(name, "bytes"));
    }

    /** The object in the field {@code name} of the argument. */
    public Argument objectField(String name) {
        return new Argument(
                Optional.of(value.flatMap(object -> object.field(name))
                        .filter(JsonValue::isObject)
                        .orElseThrow(invalid(name, "an object"))),
                attachments);
    }

    /** The argument itself as a text; empty for any other type. */
    public Optional<String> text() {
        return value.flatMap(JsonValue::text);
    }

    /** Whether the client sent no argument. */
    public boolean isMissing() {
        return value.isEmpty();
    }

    /** The argument itself, which must be an object. */
    public JsonValue object() {
        return value.filter(JsonValue::isObject).orElseThrow(invalid("argument", "an object"));
    }

    /** Accepts an object, null or a missing argument. */
    public void requireObjectOrNothing() {
        if (value.isPresent() && !value.get().isObject()) {
            throw invalid("argument", "an object or nothing").get();
        }
    }

    /** A rejection of a field. */
    public static Supplier<RejectedException> invalid(String name, String expected) {
        return () -> RejectedException.invalid(name + ": invalid (expected: " + expected + ")");
    }

    private static String checkId(String name, Optional<String> id) {
        return id.filter(Identifier::isValid)
                .orElseThrow(invalid(name, "a text of 1 to " + Identifier.MAX_LENGTH + " characters"));
    }

    /** Shows no value: it may be patient data. */
    @Override
    public String toString() {
        return "Argument[" + (value.isPresent() ? "given" : "none") + "]";
    }
}
