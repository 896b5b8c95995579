package dev.carewire.queue;

import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.RoomSnapshot;
import java.util.Optional;

/**
 * The fields of a consulting room, as a client gives them. An empty field stays as it is.
 *
 * @param name required for a new room
 * @param number the number on the door, 1 to {@value #MAX_NUMBER_LENGTH} characters; required for a new room
 */
public record RoomForm(String id, Optional<String> name, Optional<String> number) {

    private static final int MAX_NUMBER_LENGTH = 32;

    /**
     * The room after the change.
     *
     * @throws RejectedException {@code INVALID}, naming the field that is missing or wrong
     */
    RoomSnapshot applyTo(Optional<RoomSnapshot> current) {
        String newName = Fields.required("name", name.or(() -> current.flatMap(RoomSnapshot::name)));
        String newNumber = Fields.required("roomNumber", number.or(() -> current.flatMap(RoomSnapshot::number)));
        if (newNumber.length() > MAX_NUMBER_LENGTH) {
            throw RejectedException.invalid("roomNumber must have at most " + MAX_NUMBER_LENGTH + " characters");
        }
        return new RoomSnapshot(
                Fields.id("id", id), Fields.line("name", newName), Fields.line("roomNumber", newNumber));
    }
}
