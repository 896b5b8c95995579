package dev.carewire.command;

import java.util.Objects;

/**
 * Names the record that prevents a change.
 *
 * @param field the field in which both records agree, such as {@code doctorId}
 * @param id of the other record, of the same kind as the rejected one
 */
public record RecordConflict(String field, String id) {

    public RecordConflict {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(id, "id");
    }
}
