package dev.carewire.redis.node;

import java.util.Objects;

/**
 * Identifies a request among those of its sender that await replies.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters
 */
public record RequestId(String value) {

    /** Longest id. */
    public static final int MAX_LENGTH = 64;

    public RequestId {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "value: " + value.length() + " characters (expected: 1.." + MAX_LENGTH + ")");
        }
    }

    static boolean isValid(String value) {
        return !value.isEmpty() && value.length() <= MAX_LENGTH;
    }
}
