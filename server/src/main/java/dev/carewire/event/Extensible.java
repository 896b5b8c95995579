package dev.carewire.event;

import dev.carewire.text.ExtraFields;

/**
 * A record that a clinic may extend by fields which the server does not know. Immutable.
 *
 * @param <R> the record itself
 */
public interface Extensible<R extends Extensible<R>> {

    /** The clinic's further fields. */
    ExtraFields extra();

    /** The same record with these further fields instead. */
    R withExtra(ExtraFields fields);
}
