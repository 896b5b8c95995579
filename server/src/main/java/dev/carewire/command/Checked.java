package dev.carewire.command;

import java.util.Optional;

/**
 * The result of one check of {@link FieldChecks}: a value, which can be read once all checks have passed. Immutable.
 *
 * @param <T> the type of the value
 */
public final class Checked<T> {

    private final Optional<T> value;

    Checked(Optional<T> value) {
        this.value = value;
    }

    /** The value; empty if the field is faulty. */
    public Optional<T> valid() {
        return value;
    }

    /**
     * The valid value.
     *
     * @throws IllegalStateException if the field is faulty; {@link FieldChecks#requireValid} would have rejected it
     */
    public T value() {
        return value.orElseThrow(
                () -> new IllegalStateException("field: faulty (expected: requireValid before value)"));
    }
}
