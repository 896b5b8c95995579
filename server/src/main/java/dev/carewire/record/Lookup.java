package dev.carewire.record;

import java.util.Objects;
import java.util.Optional;

/**
 * The result of looking up a record by id. A clinic may keep some kinds of records in another system; a look-up of such
 * a kind yields {@link KeptElsewhere}.
 *
 * @param <T> the record
 */
public sealed interface Lookup<T> {

    /** The tenant has this record, and the server keeps it. */
    record Kept<T>(T record) implements Lookup<T> {
        public Kept {
            Objects.requireNonNull(record, "record");
        }
    }

    /** Another system keeps the tenant's records of this kind; whether it has one of this id is not known. */
    record KeptElsewhere<T>() implements Lookup<T> {}

    /** The server keeps the tenant's records of this kind, but has none with this id. */
    record Unknown<T>() implements Lookup<T> {}

    /** The result for a kind of record that the server keeps. */
    static <T> Lookup<T> of(Optional<T> stored) {
        return stored.<Lookup<T>>map(Kept::new).orElseGet(Unknown::new);
    }

    /** Whether there is no record of this id; false where another system would have to answer. */
    default boolean isUnknown() {
        return this instanceof Unknown;
    }
}
