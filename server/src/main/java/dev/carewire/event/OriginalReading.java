package dev.carewire.event;

import java.util.Objects;

/**
 * A measured value as its sender gave it, before the server converted it to the unit of its type.
 *
 * @param unit as the server writes it, such as {@code mmol/L}
 */
public record OriginalReading(VitalValue value, String unit) {

    public OriginalReading {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(unit, "unit");
    }
}
