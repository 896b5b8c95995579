package dev.carewire.authorization;

import dev.carewire.command.Caller;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The question whether a user may be in a room. The components have the names of the question's JSON.
 *
 * @param tenant the clinic of both
 * @param user the user's id
 * @param roles the names of the user's roles, sorted; {@code other} stands for every role that this server does not know
 * @param room its kind and id, such as {@code thread:7}
 */
public record RoomQuestion(TenantId tenant, String user, List<String> roles, String room) {

    public RoomQuestion {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(room, "room");
        roles = List.copyOf(roles);
    }

    /** The question about a caller and a room of the caller's tenant. */
    public static RoomQuestion of(Caller caller, RoomKey room) {
        if (!room.tenant().equals(caller.tenant())) {
            throw new IllegalArgumentException(
                    "room tenant: " + room.tenant() + " (expected: " + caller.tenant() + ")");
        }
        return new RoomQuestion(
                caller.tenant(),
                caller.userId(),
                caller.principal().roles().stream()
                        .map(Role::claim)
                        .sorted(Comparator.naturalOrder())
                        .toList(),
                room.kind().name().toLowerCase(Locale.ROOT) + ":" + room.id());
    }

    /** Shows no id of a record. */
    @Override
    public String toString() {
        return "RoomQuestion[tenant=" + tenant + ", user=" + user + "]";
    }
}
