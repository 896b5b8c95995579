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

/**
 * Reads the fields of a client's frame. A field counts in the frame itself and in its {@code data}, the envelope of
 * HealthMate's document, which has precedence. Faults are rejected with the texts of HealthMate's documents. Immutable.
 */
record RequestFields(JsonValue frame) {

    static RequestFields of(Argument argument) {
        return new RequestFields(argument.object());
    }

    /** A field of any type; empty if it is missing or null. */
    Optional<JsonValue> field(String name) {
        return frame.field("data")
                .filter(JsonValue::isObject)
                .flatMap(data -> data.field(name))
                .or(() -> frame.field(name));
    }

    /** A non-blank text. */
    Optional<String> text(String name) {
        return field(name).flatMap(JsonValue::text).filter(text -> !text.isBlank());
    }

    /** An id: a text or a whole number. */
    Optional<String> id(String name) {
        return field(name).flatMap(JsonValue::id).filter(Identifier::isValid);
    }

    /** The client's key of a command that it may repeat: an id. An invalid one is rejected, since the command would run twice. */
    Optional<String> idempotencyKey() {
        return field("idempotency_key")
                .map(key -> key.id()
                        .filter(Identifier::isValid)
                        .orElseThrow(() -> RejectedException.invalid("Invalid idempotency_key")));
    }

    /**
     * An id: a text or a whole number.
     *
     * @param refusal the text for a missing or invalid id
     */
    String id(String name, String refusal) {
        return id(name).orElseThrow(() -> RejectedException.invalid(refusal));
    }

    /**
     * Several ids, 1 to {@code most}, without duplicates.
     *
     * @param refusal the text for missing or invalid ids
     */
    Set<String> ids(String name, int most, String refusal) {
        List<JsonValue> items = field(name).map(JsonValue::items).orElse(List.of());
        Set<String> ids = new LinkedHashSet<>();
        items.forEach(item -> item.id().filter(Identifier::isValid).ifPresent(ids::add));
        if (items.isEmpty() || items.size() > most || ids.size() < items.size()) {
            throw RejectedException.invalid(refusal);
        }
        return ids;
    }

    /** The requested limit: {@code usual} by default, at most {@code most}. */
    int limit(int usual, int most) {
        return (int) Math.min(most, number("limit", usual, 1));
    }

    /** The requested offset. */
    int offset(int most) {
        long offset = number("offset", 0, 0);
        if (offset > most) {
            throw RejectedException.invalid("Invalid offset");
        }
        return (int) offset;
    }

    private long number(String name, int usual, int least) {
        Optional<JsonValue> given = field(name);
        if (given.isEmpty()) {
            return usual;
        }
        OptionalLong number = given.get().integer();
        if (number.isEmpty() || number.getAsLong() < least) {
            throw RejectedException.invalid("Invalid " + name);
        }
        return number.getAsLong();
    }

    /** Shows none of the frame. */
    @Override
    public String toString() {
        return "Question[]";
    }
}
