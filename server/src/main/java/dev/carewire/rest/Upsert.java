package dev.carewire.rest;

import dev.carewire.command.RejectedException;
import dev.carewire.http.Response;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code PUT} of a record that may not exist yet. Of two requests at once, one creates the record and the other changes it. */
final class Upsert {

    private Upsert() {}

    /**
     * Changes the record, or creates it.
     *
     * @param change the response after the change; empty if there is no record
     * @throws RejectedException from {@code create} if there is still no record then, or from {@code change}
     */
    static Response put(Supplier<Optional<Response>> change, Supplier<Response> create) {
        Optional<Response> changed = change.get();
        if (changed.isPresent()) {
            return changed.get();
        }
        try {
            return create.get();
        } catch (RejectedException refused) {
            return change.get().orElseThrow(() -> refused);
        }
    }
}
