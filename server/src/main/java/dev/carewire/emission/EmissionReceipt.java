package dev.carewire.emission;

import java.util.List;
import java.util.Objects;

/**
 * An emission that was accepted.
 *
 * @param event its name as the request has it
 * @param resultKind what its ids are of
 * @param ids the event's one id, or those of its notifications in the order of their users
 */
public record EmissionReceipt(String event, ResultKind resultKind, List<String> ids) {

    public EmissionReceipt {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(resultKind, "form");
        ids = List.copyOf(ids);
    }

    /** What became of an emission. */
    public enum ResultKind {
        EVENT,
        NOTIFICATIONS
    }
}
