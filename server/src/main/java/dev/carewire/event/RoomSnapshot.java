package dev.carewire.event;

import java.util.Optional;

/**
 * A consulting room. If another system keeps the room, the server may know the id alone.
 *
 * @param number the number on its door
 */
public record RoomSnapshot(String id, Optional<String> name, Optional<String> number) {

    /** A room whose name and number are known. */
    public RoomSnapshot(String id, String name, String number) {
        this(id, Optional.of(name), Optional.of(number));
    }

    /** A room with a known id only. */
    public static RoomSnapshot ofId(String id) {
        return new RoomSnapshot(id, Optional.empty(), Optional.empty());
    }
}
