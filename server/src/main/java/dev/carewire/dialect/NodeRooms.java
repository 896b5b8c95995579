package dev.carewire.dialect;

import dev.carewire.command.RejectedException;
import dev.carewire.emission.FamilyWire;
import dev.carewire.emission.FamilyWire.MessageForm;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rooms of a family's Node.js servers as rooms of one clinic. Names such as {@code thread:9} contain no clinic, so all of them
 * are bound to this one: the Node.js servers may serve no other. Immutable; any thread; never blocks.
 */
public final class NodeRooms {

    private static final String FIELD = "room";

    private final FamilyWire wire;
    private final TenantId tenant;

    /**
     * The rooms of one clinic.
     *
     * @param wire a family on Socket.IO; the others have no Node.js servers
     * @throws IllegalArgumentException for another family
     */
    public NodeRooms(FamilyWire wire, TenantId tenant) {
        this.wire = Objects.requireNonNull(wire, "wire");
        this.tenant = Objects.requireNonNull(tenant, "tenant");
        if (wire.form() != MessageForm.NAMED) {
            throw new IllegalArgumentException("wire: " + wire.family() + " (expected: a family on Socket.IO)");
        }
    }

    /**
     * The sessions of the family in the clinic that a broadcast or a request concerns.
     *
     * @param rooms all sessions if empty, of any role
     * @param except members of these rooms are not concerned
     */
    public record Concerned(Set<RoomKey> rooms, Set<RoomKey> except) {

        public Concerned {
            rooms = Set.copyOf(rooms);
            except = Set.copyOf(except);
        }
    }

    /**
     * The sessions that a Node.js server names.
     *
     * @param rooms names of rooms; all sessions if empty
     * @param except names of rooms; unknown ones have no member here
     * @return empty if no session can match: no name is a room of this clinic
     */
    public Optional<Concerned> concerned(Set<String> rooms, Set<String> except) {
        Set<RoomKey> known = keys(rooms);
        return rooms.isEmpty() || !known.isEmpty() ? Optional.of(new Concerned(known, keys(except))) : Optional.empty();
    }

    /** The rooms that a name stands for; none for an invalid name or a room of another clinic. */
    public List<RoomKey> rooms(String name) {
        try {
            return wire.rooms(FIELD, tenant, name).stream()
                    .map(target -> target.roomIn(tenant))
                    .toList();
        } catch (RejectedException notHere) {
            return List.of();
        }
    }

    /** The name of a room on Node.js servers; empty for a room that they do not have, such as one of another clinic. */
    public Optional<String> name(RoomKey room) {
        return room.tenant().equals(tenant) ? wire.name(room) : Optional.empty();
    }

    private Set<RoomKey> keys(Set<String> names) {
        return names.stream().flatMap(name -> rooms(name).stream()).collect(Collectors.toUnmodifiableSet());
    }
}
