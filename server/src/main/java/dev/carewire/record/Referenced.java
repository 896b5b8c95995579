package dev.carewire.record;

import java.util.Optional;

/**
 * A record that another record refers to.
 *
 * @param id valid, though perhaps of no record, if another system keeps records of this kind
 * @param kept the record, if the server keeps it
 * @param <T> the record
 */
public record Referenced<T>(String id, Optional<T> kept) {

    /** A record that the server keeps. */
    public static <T> Referenced<T> kept(String id, T record) {
        return new Referenced<>(id, Optional.of(record));
    }
}
