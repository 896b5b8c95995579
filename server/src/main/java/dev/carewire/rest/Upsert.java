package dev.carewire.rest;

import dev.carewire.command.RejectedException;
import dev.carewire.http.Response;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code PUT} of a record that may not exist yet. Of two requests at once, one creates the record and the other changes it. */
final class Upsert {

    private Upsert() {}

    /**
     * Changes the record, or creates it.
     *
     * @param find the record with the request's id
     * @throws RejectedException from {@code create} if there is still no record then, or from {@code change}
     */
    static <R> Response put(Supplier<Optional<R>> find, Supplier<Response> create, Function<R, Response> change) {
        Optional<R> current = find.get();
        if (current.isEmpty()) {
            try {
                return create.get();
            } catch (RejectedException refused) {
                current = find.get();
                if (current.isEmpty()) {
                    throw refused;
                }
            }
        }
        return change.apply(current.get());
    }
}
