package dev.carewire.emission;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An event of the catalog or a custom one, as requested by a back end; not validated yet.
 *
 * @param fieldPrefix its position in the request, as a prefix for field names in rejections; empty for a single event
 * @param event its name
 * @param rooms recipients, as {@code kind} or {@code kind:id}
 * @param users recipients, as user ids
 * @param delivery name of the delivery guarantee
 * @param data JSON text of its payload
 */
public record Emission(
        String fieldPrefix,
        String event,
        List<String> rooms,
        List<String> users,
        Optional<String> delivery,
        Optional<String> data)
        implements RequestedEvent {

    public Emission {
        Objects.requireNonNull(fieldPrefix, "fieldPrefix");
        Objects.requireNonNull(event, "event");
        rooms = List.copyOf(rooms);
        users = List.copyOf(users);
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(data, "data");
    }

    /** Shows the position only: the rest may be patient data. */
    @Override
    public String toString() {
        return "Emission[" + fieldPrefix + "]";
    }
}
