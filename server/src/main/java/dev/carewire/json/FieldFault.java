package dev.carewire.json;

import java.util.Objects;

/**
 * A field that does not match the record to read.
 *
 * @param field its path, such as {@code patient.id}; empty if the whole text is at fault
 * @param text names the field, its fault and the expected value, and never the value, which may be patient data
 */
public record FieldFault(String field, String text) {

    public FieldFault {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(text, "text");
    }

    /** A fault of {@code field}, or of the whole text if it is empty. */
    static FieldFault of(String field, String fault) {
        return new FieldFault(field, field + (field.isEmpty() ? "" : ": ") + fault);
    }
}
