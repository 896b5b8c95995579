package dev.carewire.emission;

import java.util.Objects;
import java.util.UUID;

/**
 * An event that was accepted.
 *
 * @param id the event's
 * @param event its name as the request has it
 */
public record Receipt(UUID id, String event) {

    public Receipt {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(event, "event");
    }
}
