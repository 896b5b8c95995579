package dev.carewire.text;

import java.nio.charset.StandardCharsets;

/**
 * The fields of a clinic's record that the server does not know: the text of one JSON object. Clients receive them beside the
 * fields that the server knows, and never instead of one. Package {@code json} reads and merges them. Immutable.
 *
 * @param json the object, without white space; at most {@value #MAX_BYTES} bytes of UTF-8
 */
public record ExtraFields(String json) {

    /** Largest object, in bytes of UTF-8. */
    public static final int MAX_BYTES = 16_384;

    /** Deepest nesting: 1 for an object without objects or arrays within it. */
    public static final int MAX_DEPTH = 8;

    /** Most fields, at all levels together. */
    public static final int MAX_FIELDS = 256;

    /** The limits, for messages. */
    public static final String LIMITS =
            "at most " + MAX_BYTES + " bytes, " + MAX_FIELDS + " fields and " + MAX_DEPTH + " levels";

    /** No fields. */
    public static final ExtraFields NONE = new ExtraFields("{}");

    /**
     * The fields of an object, whose content the caller has checked.
     *
     * @throws IllegalArgumentException if the text is no object, or too large
     */
    public ExtraFields {
        if (!json.startsWith("{") || !json.endsWith("}") || !isWithinSize(json)) {
            throw new IllegalArgumentException("extra: invalid (expected: an object of " + LIMITS + ")");
        }
    }

    /** Whether a text is small enough. */
    public static boolean isWithinSize(String json) {
        return json.length() <= MAX_BYTES && json.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Shows the size only: the fields may be patient data. */
    @Override
    public String toString() {
        return "ExtraFields[" + json.length() + " characters]";
    }
}
