package dev.carewire.rest;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Something without which this node can serve nobody.
 *
 * @param name as shown to who asks, such as {@code database}
 * @param passes whether it is there; may block, does not throw
 */
public record ReadinessCheck(String name, BooleanSupplier passes) {

    public ReadinessCheck {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(passes, "passes");
    }
}
