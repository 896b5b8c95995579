package dev.carewire.http;

import dev.carewire.command.RejectedException;
import dev.carewire.json.JsonValue;

/**
 * Reads a field of a JSON object.
 *
 * @param <T> the value that the field stands for
 */
@FunctionalInterface
interface FieldReader<T> {

    /**
     * The value of a field that is present.
     *
     * @throws RejectedException INVALID if it is faulty
     */
    T read(String name, JsonValue value);
}
