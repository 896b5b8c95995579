package dev.carewire.identity;

import dev.carewire.text.Identifier;
import java.util.Objects;

/**
 * A clinic: the boundary no event, row or room may cross. Part of every room key and of every repository call.
 *
 * @param value as issued by the token's producer, an {@link Identifier}, opaque
 */
public record TenantId(String value) {

    public TenantId {
        Objects.requireNonNull(value, "value");
        if (!Identifier.isValid(value)) {
            throw new IllegalArgumentException("tenant: invalid (expected: an id)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
