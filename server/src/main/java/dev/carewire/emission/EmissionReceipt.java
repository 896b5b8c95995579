package dev.carewire.emission;

import java.util.List;
import java.util.Objects;

/**
 * The receipt for an accepted emission.
 *
 * @param event its name as in the request
 * @param resultKind the kind of its ids
 * @param ids the event's single id, or those of its notifications in the order of their users
 */
public record EmissionReceipt(String event, ResultKind resultKind, List<String> ids) {

    public EmissionReceipt {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(resultKind, "resultKind");
        ids = List.copyOf(ids);
    }

    /** The kind of an emission's result. */
    public enum ResultKind {
        EVENT,
        NOTIFICATIONS
    }
}
