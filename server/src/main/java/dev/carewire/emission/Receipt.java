package dev.carewire.emission;

import java.util.List;
import java.util.Objects;

/**
 * An emission that was accepted.
 *
 * @param event its name as the request has it
 * @param form what its ids are of
 * @param ids the event's one id, or those of its notifications in the order of their users
 */
public record Receipt(String event, Form form, List<String> ids) {

    public Receipt {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(form, "form");
        ids = List.copyOf(ids);
    }

    /** What became of an emission. */
    public enum Form {
        EVENT,
        NOTIFICATIONS
    }
}
