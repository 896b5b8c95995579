package dev.carewire.record;

import dev.carewire.command.RejectedException;
import dev.carewire.event.Extensible;
import dev.carewire.text.ExtraFields;

/**
 * The change that a client's request makes to the extra fields of a record. Any thread; never blocks.
 *
 * @param <R> the record
 */
@FunctionalInterface
public interface ExtraChange<R extends Extensible<R>> {

    /**
     * The extra fields after the change.
     *
     * @param record the record with all other changes of the request, and with its extra fields as before
     * @throws RejectedException INVALID if the fields exceed the limits of {@link ExtraFields}
     */
    ExtraFields changed(R record);

    /** The record after the change. */
    default R applyTo(R record) {
        return record.withExtra(changed(record));
    }

    /** No change. */
    static <R extends Extensible<R>> ExtraChange<R> none() {
        return Extensible::extra;
    }
}
