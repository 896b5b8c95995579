package dev.carewire.record;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.text.Identifier;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Applies the ids that clients give: to find records, and for new ones. */
public final class RecordIds {

    private RecordIds() {}

    /**
     * The id of a new record.
     *
     * @param given the client's own; a random one is drawn if empty
     * @throws RejectedException INVALID for a text that no record can have as its id
     */
    public static String ofNew(Optional<String> given) {
        return given.map(id -> Fields.id("id", id))
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    /** The rejection of a new record whose id another record has. */
    public static RejectedException taken() {
        return RejectedException.conflict("id: taken by another record (expected: a new id)");
    }

    /**
     * The record of that id; empty also for a text that no record can have as its id.
     *
     * @param find never called with such a text
     */
    public static <R> Optional<R> find(String id, Function<String, Optional<R>> find) {
        return Optional.of(id).filter(Identifier::isValid).flatMap(find);
    }

    /**
     * The record of that id.
     *
     * @param kind names the record in the refusal
     * @param find never called with a text that no record can have as its id
     * @throws RejectedException NOT_FOUND if there is none
     */
    public static <R> R require(String kind, String id, Function<String, Optional<R>> find) {
        return find(id, find).orElseThrow(() -> RejectedException.notFound(kind));
    }
}
