package dev.carewire.identity;

import java.util.Objects;

/**
 * A clinic: the boundary no event, row or room may cross. Part of every room key and of every repository call.
 *
 * @param value as issued by the token's producer, 1 to 128 characters, opaque
 */
public record TenantId(String value) {

    /** The tenant of clinic-dialect users whose token names none (the literal of that system). */
    public static final TenantId DEFAULT = new TenantId("default");

    private static final int MAX_LENGTH = 128;

    public TenantId {
        Objects.requireNonNull(value, "value");
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "tenant id length: " + value.length() + " (expected: 1.." + MAX_LENGTH + ", not blank)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
