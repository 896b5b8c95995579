package dev.carewire.dialect.keney;

import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.Access;
import java.util.Map;
import java.util.Optional;

/**
 * Clients' names for rooms: {@code kind:id}; {@code thread:} is another word for {@code chat:}, which messages use. The room is always one of the caller's own tenant. Names for other users'
 * rooms and unknown names are rejected.
 */
final class RoomNames {

    private static final Map<String, RoomKey.Kind> KINDS = Map.of(
            "user", RoomKey.Kind.USER,
            "tenant", RoomKey.Kind.TENANT,
            "appointment", RoomKey.Kind.APPOINTMENT,
            "chat", RoomKey.Kind.THREAD,
            "thread", RoomKey.Kind.THREAD,
            "patient", RoomKey.Kind.PATIENT);

    private RoomNames() {}

    /**
     * The room with that name, without checking its record or the caller's right.
     *
     * @throws RejectedException INVALID for an invalid name, FORBIDDEN for the room of another user or tenant
     */
    static RoomKey room(Caller caller, String name) {
        int colon = name.indexOf(':');
        RoomKey.Kind kind = colon < 0 ? null : KINDS.get(name.substring(0, colon));
        if (kind == null) {
            throw RejectedException.invalid(
                    "room_id: unknown (expected: user:ID, tenant:ID, appointment:ID, chat:ID, thread:ID or patient:ID)");
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

    /** Clients' name for a room; empty for a room without one. */
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
