package dev.carewire.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * A parsed JSON value from a client. Every accessor works on every value: a wrong type reads as an absent value, not as
 * an exception. Immutable.
 */
public final class JsonValue {

    /** The largest magnitude at which a double still distinguishes hundredths. */
    private static final double MAX_EXACT = 1e12;

    private final JsonNode node;

    JsonValue(JsonNode node) {
        this.node = node;
    }

    /** The field of that name; empty if this is not an object or the field is missing or null. */
    public Optional<JsonValue> field(String name) {
        JsonNode child = node.get(name);
        return child == null || child.isNull() ? Optional.empty() : Optional.of(new JsonValue(child));
    }

    /** The text field of that name; empty if it is missing, null or not a text. */
    public Optional<String> text(String name) {
        return field(name).flatMap(JsonValue::text);
    }

    /** Whether the field exists and is not null. */
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** This value, if it is a text. */
    public Optional<String> text() {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    /** This value as an id: a text, or the digits of a whole number. */
    public Optional<String> id() {
        if (node.isIntegralNumber()) {
            return Optional.of(node.asText());
        }
        return text().filter(id -> !id.isBlank());
    }

    /** This value, if it is a boolean. */
    public Optional<Boolean> bool() {
        return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }

    /** This value, if it is a whole number in the range of a long. */
    public OptionalLong integer() {
        return node.canConvertToLong() && node.isIntegralNumber()
                ? OptionalLong.of(node.longValue())
                : OptionalLong.empty();
    }

    /** This value times 100, if it is a number of at most two decimals within range. */
    public OptionalLong hundredths() {
        double value = node.doubleValue();
        if (!node.isNumber() || Math.abs(value) > MAX_EXACT) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(BigDecimal.valueOf(value).movePointRight(2).longValueExact());
        } catch (ArithmeticException finerThanThat) {
            return OptionalLong.empty();
        }
    }

    /** This value, if it is a finite number. */
    public Optional<Double> number() {
        return node.isNumber() ? Optional.of(node.doubleValue()).filter(Double::isFinite) : Optional.empty();
    }

    /** This value, if it is a text that {@link Json#parseInstant} reads. */
    public Optional<Instant> instant() {
        return text().flatMap(Json::parseInstant);
    }

    /** The elements; empty if this is not an array. */
    public List<JsonValue> items() {
        List<JsonValue> items = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> items.add(new JsonValue(item)));
        }
        return items;
    }

    /** This value, for this package only. */
    JsonNode node() {
        return node;
    }

    /** A field of this object, or null itself. */
    JsonNode node(String name) {
        return node.path(name);
    }

    /** The field names, sorted; empty if this is not an object. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public boolean isObject() {
        return node.isObject();
    }

    public boolean isArray() {
        return node.isArray();
    }

    public boolean isNull() {
        return node.isNull();
    }

    /** The JSON text of this value. */
    public String json() {
        return node.toString();
    }

    /** Shows the node type only: the value may be patient data. */
    @Override
    public String toString() {
        return "JsonValue[" + node.getNodeType() + "]";
    }
}
