package dev.carewire.rest;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * A dependency without which this node cannot serve clients.
 *
 * @param name as shown in the response, such as {@code database}
 * @param passes whether the dependency was available within the last second; any thread, never blocks and never throws
 */
public record ReadinessCheck(String name, BooleanSupplier passes) {

    public ReadinessCheck {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(passes, "passes");
    }
}
