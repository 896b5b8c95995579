package dev.carewire.record;

import dev.carewire.command.RejectedException;
import dev.carewire.text.Identifier;
import java.util.Optional;
import java.util.function.Function;

/** Finds records by ids that clients give. */
public final class RecordIds {

    private RecordIds() {}

    /**
     * The record of that id.
     *
     * @param kind names the record in the refusal
     * @param find never called with a text that no record can have as its id
     * @throws RejectedException NOT_FOUND if there is none
     */
    public static <R> R require(String kind, String id, Function<String, Optional<R>> find) {
        return Optional.of(id)
                .filter(Identifier::isValid)
                .flatMap(find)
                .orElseThrow(() -> RejectedException.notFound(kind));
    }
}
