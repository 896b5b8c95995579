package dev.carewire.dialect.keney;

import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.Access;
import java.util.Map;
import java.util.Optional;

/**
 * What clients call rooms: {@code kind:id}. Whatever the id, the room is one of the caller's own tenant; a name for others' own rooms is
 * refused, and so is one that means nothing here.
 */
final class RoomNames {

    private static final Map<String, RoomKey.Kind> KINDS = Map.of(
            "user", RoomKey.Kind.USER,
            "tenant", RoomKey.Kind.TENANT,
            "appointment", RoomKey.Kind.APPOINTMENT,
            "chat", RoomKey.Kind.THREAD,
            "patient", RoomKey.Kind.PATIENT);

    private RoomNames() {}

    /**
     * The room that a client names. Whether a record of that id exists, and the caller may be there, is not known yet.
     *
     * @throws RejectedException INVALID for what is no name of a room, FORBIDDEN for the own room of another user or tenant
     */
    static RoomKey room(Caller caller, String name) {
        int colon = name.indexOf(':');
        RoomKey.Kind kind = colon < 0 ? null : KINDS.get(name.substring(0, colon));
        if (kind == null) {
            throw RejectedException.invalid(
                    "room_id: unknown (expected: user:ID, tenant:ID, appointment:ID, chat:ID or patient:ID)");
        }
        String id = name.substring(colon + 1);
        return switch (kind) {
            case TENANT -> {
                requireOwn(id.equals(caller.tenant().value()) && Access.maySubscribeToTenant(caller.principal()));
                yield RoomKey.tenant(caller.tenant());
            }
            case USER -> {
                requireOwn(id.equals(caller.userId()));
                yield RoomKey.user(caller.tenant(), id);
            }
            default -> new RoomKey(caller.tenant(), kind, Fields.id("room_id", id));
        };
    }

    private static void requireOwn(boolean own) {
        if (!own) {
            throw RejectedException.forbidden(
                    "room_id: not yours (expected: your own user, or the clinic you work in)");
        }
    }

    /** What clients call a room; empty for a room that they have no name for. */
    static Optional<String> name(RoomKey room) {
        return switch (room.kind()) {
            case TENANT -> Optional.of("tenant:" + room.tenant().value());
            case USER -> Optional.of("user:" + room.id());
            case APPOINTMENT -> Optional.of("appointment:" + room.id());
            case THREAD -> Optional.of("chat:" + room.id());
            case PATIENT -> Optional.of("patient:" + room.id());
            default -> Optional.empty();
        };
    }
}
