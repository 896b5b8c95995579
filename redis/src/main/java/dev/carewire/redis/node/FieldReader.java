package dev.carewire.redis.node;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the properties of one object of a message. A property that is absent, undefined or null has no value. */
final class FieldReader {

    private final Map<String, NodeValue> fields;
    private final NodeLimits limits;

    private FieldReader(Map<String, NodeValue> fields, NodeLimits limits) {
        this.fields = fields;
        this.limits = limits;
    }

    static FieldReader of(String name, NodeValue value, NodeLimits limits) throws MalformedNodeMessageException {
        if (value instanceof NodeValue.Fields object) {
            return new FieldReader(object.fields(), limits);
        }
        throw MalformedNodeMessageException.malformed(name + ": expected an object");
    }

    /** The elements of a list. */
    static List<NodeValue> items(String name, NodeValue value) throws MalformedNodeMessageException {
        if (value instanceof NodeValue.Items list) {
            return list.items();
        }
        throw MalformedNodeMessageException.malformed(name + ": expected a list");
    }

    boolean has(String name) {
        return optional(name).isPresent();
    }

    Optional<NodeValue> optional(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !(value instanceof NodeValue.Nothing));
    }

    NodeValue orNothing(String name) {
        return fields.getOrDefault(name, new NodeValue.Nothing());
    }

    NodeValue required(String name) throws MalformedNodeMessageException {
        return optional(name).orElseThrow(() -> MalformedNodeMessageException.malformed(name + ": expected a value"));
    }

    FieldReader object(String name) throws MalformedNodeMessageException {
        return of(name, required(name), limits);
    }

    List<NodeValue> items(String name) throws MalformedNodeMessageException {
        return items(name, required(name));
    }

    /** Socket ids, rooms and namespaces. Numbers, which Socket.IO also permits as rooms, become their text. */
    String name(String name) throws MalformedNodeMessageException {
        return name(name, required(name));
    }

    private String name(String field, NodeValue value) throws MalformedNodeMessageException {
        String text = value instanceof NodeValue.Num number ? JsonWriter.number(number.value()) : text(field, value);
        if (text.length() > limits.nameLength()) {
            throw MalformedNodeMessageException.tooLarge(
                    field + ": longer than " + limits.nameLength() + " characters");
        }
        return text;
    }

    String text(String name) throws MalformedNodeMessageException {
        return text(name, required(name));
    }

    private static String text(String name, NodeValue value) throws MalformedNodeMessageException {
        if (value instanceof NodeValue.Text text) {
            return text.value();
        }
        throw MalformedNodeMessageException.malformed(name + ": expected a text");
    }

    /** Distinct names in their order; none if the list is absent. */
    Set<String> names(String name, int max) throws MalformedNodeMessageException {
        Set<String> names = new LinkedHashSet<>();
        for (NodeValue item : has(name) ? items(name) : List.<NodeValue>of()) {
            if (names.size() == max) {
                throw MalformedNodeMessageException.tooLarge(name + ": more than " + max);
            }
            names.add(name(name, item));
        }
        return names;
    }

    Set<String> rooms(String name) throws MalformedNodeMessageException {
        return names(name, limits.rooms());
    }

    boolean flag(String name) throws MalformedNodeMessageException {
        return truth(name).orElse(false);
    }

    Optional<Boolean> truth(String name) throws MalformedNodeMessageException {
        NodeValue value = orNothing(name);
        if (value instanceof NodeValue.Nothing) {
            return Optional.empty();
        }
        if (value instanceof NodeValue.Truth truth) {
            return Optional.of(truth.value());
        }
        throw MalformedNodeMessageException.malformed(name + ": expected true or false");
    }

    /** A whole number, 0 to 2,147,483,647. */
    int count(String name) throws MalformedNodeMessageException {
        if (required(name) instanceof NodeValue.Num number
                && number.value() >= 0
                && number.value() <= Integer.MAX_VALUE
                && number.value() == Math.rint(number.value())) {
            return (int) number.value();
        }
        throw MalformedNodeMessageException.malformed(name + ": expected a whole number from 0 to 2147483647");
    }

    /** Milliseconds, rounded up. */
    Optional<Duration> milliseconds(String name) throws MalformedNodeMessageException {
        if (!has(name)) {
            return Optional.empty();
        }
        if (required(name) instanceof NodeValue.Num number
                && number.value() >= 0
                && number.value() <= BroadcastFlags.MAX_TIMEOUT_MS) {
            return Optional.of(Duration.ofMillis((long) Math.ceil(number.value())));
        }
        throw MalformedNodeMessageException.malformed(
                name + ": expected milliseconds from 0 to " + BroadcastFlags.MAX_TIMEOUT_MS);
    }
}
