package dev.carewire.emission;

import dev.carewire.command.RejectedException;
import dev.carewire.event.CustomEvents.Target;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * The part of a client family's wire that its own back ends use: names of rooms, and the form of messages. Immutable; any thread;
 * never blocks.
 */
public interface FamilyWire {

    /** The family's name in requests, such as {@code derm-app}. */
    String family();

    /** The form of its messages. */
    MessageForm form();

    /**
     * The rooms that a name stands for, one or more.
     *
     * @param field the position of the name in the request, for the rejection
     * @param tenant the clinic of the back end
     * @throws RejectedException INVALID for an invalid name or a room of another tenant
     */
    List<Target> rooms(String field, TenantId tenant, String name);

    /** The family's name for a room; empty if it has none. */
    Optional<String> name(RoomKey room);

    /** The form of a family's messages. */
    enum MessageForm {
        /** A name and any number of arguments. Clients can acknowledge it. */
        NAMED,
        /** One JSON object, whose {@code type} is the name. Clients cannot acknowledge it. */
        FRAME
    }
}
