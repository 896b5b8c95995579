package dev.carewire.command;

import java.util.Objects;

/**
 * Names the record that prevents a change.
 *
 * @param field the field in which both records agree, such as {@code doctorId}, or in which one names the other, such as
 *     {@code appointmentId}
 * @param id of the other record, of the kind that the text of the rejection names
 */
public record RecordConflict(String field, String id) {

    public RecordConflict {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(id, "id");
    }
}
