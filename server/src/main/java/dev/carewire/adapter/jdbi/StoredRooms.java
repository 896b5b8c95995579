package dev.carewire.adapter.jdbi;

import dev.carewire.event.RoomKey;
import dev.carewire.hub.RecoverableSession;
import dev.carewire.identity.TenantId;
import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rooms of a stored session, as a JSON text. The session's tenant is that of every room. */
record StoredRooms(List<StoredRoom> rooms) {

    /**
     * A room of the session.
     *
     * @param since the log number of the join
     * @param granted whether a back end granted it
     */
    record StoredRoom(RoomKey.Kind kind, String id, long since, boolean granted) {

        private static Stream<StoredRoom> parse(JsonValue value) {
            Optional<RoomKey.Kind> kind = value.text("kind").flatMap(StoredRoom::kind);
            return kind.stream()
                    .map(known -> new StoredRoom(
                            known,
                            value.text("id").orElse(""),
                            value.field("since").orElseThrow().integer().orElseThrow(),
                            value.field("granted").flatMap(JsonValue::bool).orElse(false)));
        }

        /** A kind that this version of the program does not know has no sessions here. */
        private static Optional<RoomKey.Kind> kind(String name) {
            return Stream.of(RoomKey.Kind.values())
                    .filter(kind -> kind.name().equals(name))
                    .findFirst();
        }

        private RoomKey in(TenantId tenant) {
            return new RoomKey(tenant, kind, id);
        }
    }

    static StoredRooms of(RecoverableSession session) {
        return new StoredRooms(session.rooms().entrySet().stream()
                .map(room -> new StoredRoom(
                        room.getKey().kind(),
                        room.getKey().id(),
                        room.getValue(),
                        session.grantedRooms().contains(room.getKey())))
                .toList());
    }

    /** The rooms that {@link #json} wrote. */
    static StoredRooms parse(String json) {
        try {
            return new StoredRooms(
                    Json.parse(json).items().stream().flatMap(StoredRoom::parse).toList());
        } catch (MalformedJsonException notWrittenHere) {
            throw new IllegalStateException(notWrittenHere);
        }
    }

    String json() {
        return Json.write(rooms);
    }

    Map<RoomKey, Long> joined(TenantId tenant) {
        Map<RoomKey, Long> joined = new HashMap<>();
        rooms.forEach(room -> joined.put(room.in(tenant), room.since));
        return joined;
    }

    Set<RoomKey> granted(TenantId tenant) {
        return rooms.stream()
                .filter(StoredRoom::granted)
                .map(room -> room.in(tenant))
                .collect(Collectors.toUnmodifiableSet());
    }
}
