package dev.carewire.dialect.healthmate;

import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.json.JsonValue;
import dev.carewire.text.Identifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A client's frame, asked for its fields; what is wrong is refused in the words of HealthMate's documents. Immutable. */
record RequestFields(JsonValue frame) {

    static RequestFields of(Argument argument) {
        return new RequestFields(argument.object());
    }

    /** A text of at least one character that is not blank. */
    Optional<String> text(String name) {
        return frame.text(name).filter(text -> !text.isBlank());
    }

    /** A text or whole number that names something. */
    Optional<String> id(String name) {
        return frame.field(name).flatMap(JsonValue::id).filter(Identifier::isValid);
    }

    /**
     * A text or whole number that names something.
     *
     * @param refusal what is said where it is missing or cannot name anything
     */
    String id(String name, String refusal) {
        return id(name).orElseThrow(() -> RejectedException.invalid(refusal));
    }

    /**
     * The names of several things, 1 to {@code most}, each once.
     *
     * @param refusal what is said where there is none, or something else
     */
    Set<String> ids(String name, int most, String refusal) {
        List<JsonValue> items = frame.field(name).map(JsonValue::items).orElse(List.of());
        Set<String> ids = new LinkedHashSet<>();
        items.forEach(item -> item.id().filter(Identifier::isValid).ifPresent(ids::add));
        if (items.isEmpty() || items.size() > most || ids.size() < items.size()) {
            throw RejectedException.invalid(refusal);
        }
        return ids;
    }

    /** How many are asked for: {@code usual} if nothing is said, and {@code most} if more are. */
    int limit(int usual, int most) {
        return (int) Math.min(most, number("limit", usual, 1));
    }

    /** How many are passed over. */
    int offset(int most) {
        long offset = number("offset", 0, 0);
        if (offset > most) {
            throw RejectedException.invalid("Invalid offset");
        }
        return (int) offset;
    }

    private long number(String name, int usual, int least) {
        Optional<JsonValue> given = frame.field(name);
        if (given.isEmpty()) {
            return usual;
        }
        OptionalLong number = given.get().integer();
        if (number.isEmpty() || number.getAsLong() < least) {
            throw RejectedException.invalid("Invalid " + name);
        }
        return number.getAsLong();
    }

    /** Nothing of what was asked. */
    @Override
    public String toString() {
        return "Question[]";
    }
}
