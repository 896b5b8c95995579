package dev.carewire.demo.emit;

import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.json.JSONArray;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of an event as JSON text. It encodes null, texts, booleans, finite numbers, maps and collections, objects and arrays
 * of {@code org.json}, and moments of {@code java.time} as ISO texts.
 */
final class JsonArguments {

    private static final int MAX_DEPTH = 32;

    private JsonArguments() {}

    /**
     * A JSON array.
     *
     * @throws UnsendableException for bytes, other types, and values that nest deeper than {@value #MAX_DEPTH} levels
     */
    static String text(@Nullable Object... args) throws UnsendableException {
        return array(Arrays.asList(args), 0);
    }

    private static String array(Collection<? extends @Nullable Object> items, int depth) throws UnsendableException {
        StringBuilder text = new StringBuilder("[");
        for (Object item : items) {
            text.append(text.length() == 1 ? "" : ",").append(value(item, depth + 1));
        }
        return text.append(']').toString();
    }

    private static String object(Map<?, ?> fields, int depth) throws UnsendableException {
        StringBuilder text = new StringBuilder("{");
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            text.append(text.length() == 1 ? "" : ",")
                    .append(JSONObject.quote(String.valueOf(field.getKey())))
                    .append(':')
                    .append(value(field.getValue(), depth + 1));
        }
        return text.append('}').toString();
    }

    private static String value(@Nullable Object value, int depth) throws UnsendableException {
        if (depth > MAX_DEPTH) {
            throw new UnsendableException(Drop.Reason.NOT_JSON);
        }
        if (value == null || value == JSONObject.NULL) {
            return "null";
        }
        if (value instanceof Boolean || value instanceof Number) {
            return number(value);
        }
        if (value instanceof CharSequence || value instanceof TemporalAccessor || value instanceof Enum<?>) {
            return JSONObject.quote(value.toString());
        }
        if (value instanceof Map<?, ?> fields) {
            return object(fields, depth);
        }
        if (value instanceof Collection<?> items) {
            return array(items, depth);
        }
        if (value instanceof JSONObject || value instanceof JSONArray) {
            return json(value);
        }
        throw new UnsendableException(value instanceof byte[] ? Drop.Reason.BINARY : Drop.Reason.NOT_JSON);
    }

    private static String number(Object value) throws UnsendableException {
        if ((value instanceof Double number && !Double.isFinite(number))
                || (value instanceof Float single && !Float.isFinite(single))) {
            throw new UnsendableException(Drop.Reason.NOT_JSON);
        }
        return value.toString();
    }

    /** {@code org.json} returns null for a value that it cannot encode. */
    private static String json(Object value) throws UnsendableException {
        String text = String.valueOf((@Nullable Object) value.toString());
        if (text.equals("null")) {
            throw new UnsendableException(Drop.Reason.NOT_JSON);
        }
        return text;
    }

    /** A JSON array of texts. */
    static String texts(List<String> texts) {
        return texts.stream().map(JSONObject::quote).collect(Collectors.joining(",", "[", "]"));
    }
}
