package dev.carewire.emission;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An event as a back end asks for it; nothing of it is checked yet.
 *
 * @param fieldPrefix where it stands in the request, before the names of its fields in refusals; empty for the only one
 * @param event its name
 * @param rooms who is to be told, as {@code kind} or {@code kind:id}
 * @param users who is to be told, as their ids
 * @param delivery what is to be promised, as the word for it
 * @param data JSON text of its facts
 */
public record Emission(
        String fieldPrefix,
        String event,
        List<String> rooms,
        List<String> users,
        Optional<String> delivery,
        Optional<String> data) {

    public Emission {
        Objects.requireNonNull(fieldPrefix, "place");
        Objects.requireNonNull(event, "event");
        rooms = List.copyOf(rooms);
        users = List.copyOf(users);
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(data, "data");
    }

    /** Its place alone: the rest may be patient data. */
    @Override
    public String toString() {
        return "Emission[" + fieldPrefix + "]";
    }
}
