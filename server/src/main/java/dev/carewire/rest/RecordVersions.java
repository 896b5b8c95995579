package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.http.EntityTag;
import dev.carewire.http.Preconditions;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.json.JsonObject;
import dev.carewire.record.RecordLock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Compares the versions of one kind of record with the conditions of requests ({@link Preconditions}), and puts them into the
 * answers. Immutable; blocks where it changes a record.
 *
 * @param <R> the record
 */
final class RecordVersions<R> {

    private static final String ID = "id";

    private final RecordLock<R> lock;
    private final BiFunction<R, ZoneId, List<JsonObject>> formats;

    /**
     * Versions of the records that {@code lock} finds.
     *
     * @param formats the record in each format in which the server sends it, in the time zone of the clinic; a version is their content
     */
    RecordVersions(RecordLock<R> lock, BiFunction<R, ZoneId, List<JsonObject>> formats) {
        this.lock = lock;
        this.formats = formats;
    }

    /** The answer to a {@code GET}: 304 if the client has this version already. */
    Response read(Request request, R record, Supplier<Response> answer) {
        return Preconditions.of(request).read(tag(request, record), answer);
    }

    /** This answer, which contains {@code record}, with the record's version. */
    Response tagged(Request request, Response answer, R record) {
        return answer.withTag(tag(request, record));
    }

    /**
     * Changes a record that has the required version, or creates one where none is required.
     *
     * @param change receives the locked record
     * @throws RejectedException PRECONDITION_FAILED for another version
     */
    Response put(Caller caller, Request request, Function<R, Response> change, Supplier<Response> create) {
        Preconditions conditions = Preconditions.of(request);
        return Upsert.put(() -> changed(caller, request, conditions, change), () -> {
            conditions.require(Optional.empty());
            return create.get();
        });
    }

    /**
     * Requires the version of a record that a {@code PUT} changes, or that there is none if it creates one.
     *
     * @param record as it is stored, locked by the caller
     * @throws RejectedException PRECONDITION_FAILED for another version
     */
    void require(Request request, Optional<R> record) {
        Preconditions.of(request).require(record.map(stored -> tag(request, stored)));
    }

    /**
     * Applies a command to a record that has the required version. A missing record is the command's own rejection.
     *
     * @throws RejectedException PRECONDITION_FAILED for another version
     */
    Response command(Caller caller, Request request, Supplier<Response> command) {
        Preconditions conditions = Preconditions.of(request);
        return conditions.isEmpty()
                ? command.get()
                : changed(caller, request, conditions, record -> command.get()).orElseGet(command);
    }

    private Optional<Response> changed(
            Caller caller, Request request, Preconditions conditions, Function<R, Response> change) {
        return lock.whileLocked(caller, request.pathValue(ID), record -> {
            conditions.require(Optional.of(tag(request, record)));
            return change.apply(record);
        });
    }

    private EntityTag tag(Request request, R record) {
        return EntityTag.of(formats.apply(record, request.zone()));
    }
}
