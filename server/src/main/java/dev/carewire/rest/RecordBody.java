package dev.carewire.rest;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.Extensible;
import dev.carewire.http.JsonFields;
import dev.carewire.json.JsonObject;
import dev.carewire.json.UnknownFields;
import dev.carewire.record.ExtraChange;
import dev.carewire.text.ExtraFields;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The body of a request that creates or changes a record. Fields that the server does not know become extra fields of the record,
 * once the feature's fields have been read. One thread.
 *
 * @param <R> the record
 */
final class RecordBody<R extends Extensible<R>> {

    private static final String[] ID_NAMES = {"_id", "id"};

    private final JsonFields fields;
    private final Optional<String> id;
    private final List<Function<R, JsonObject>> formats;

    private RecordBody(JsonFields fields, Optional<String> id, List<Function<R, JsonObject>> formats) {
        this.fields = fields;
        this.id = id;
        this.formats = formats;
    }

    /**
     * A body which may contain the record's id.
     *
     * @param formats those in which clients may send the record back
     */
    static <R extends Extensible<R>> RecordBody<R> of(JsonFields fields, List<Function<R, JsonObject>> formats) {
        return new RecordBody<>(fields, fields.id(ID_NAMES), formats);
    }

    /**
     * This body for the record of a request's path.
     *
     * @throws RejectedException INVALID if the body has another id
     */
    RecordBody<R> forId(String pathId) {
        Fields.unchanged("id", id, Optional.of(pathId));
        return new RecordBody<>(fields, Optional.of(pathId), formats);
    }

    /** The fields that the server knows. */
    JsonFields fields() {
        return fields;
    }

    /** The id of a new record; empty if the server has to choose one. */
    Optional<String> id() {
        return id;
    }

    /** The change of the record's extra fields. */
    ExtraChange<R> extra() {
        return record -> unknown(record)
                .addedTo(record.extra())
                .orElseThrow(() -> RejectedException.invalid(
                        "unknown fields: too many or too large (expected: " + ExtraFields.LIMITS + ")"));
    }

    /** The names of fields that neither the server nor any known client uses, for the answer. */
    List<String> unknownFields(R record) {
        return unknown(record).unexpected();
    }

    private UnknownFields unknown(R record) {
        return fields.unknown(
                formats.stream().map(format -> format.apply(record)).toList());
    }
}
