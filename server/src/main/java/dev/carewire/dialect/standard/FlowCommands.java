package dev.carewire.dialect.standard;

import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.Command;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.Rooms;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.identity.Access;
import java.util.function.BiFunction;

/** The commands for subscribing to patient flow; all of them for staff only. */
final class FlowCommands {

    private final Rooms rooms;

    FlowCommands(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(CommandTable.Builder commands) {
        add(commands, "patient-flow", FlowCommands::patientFlow);
        add(commands, "room-board", FlowCommands::roomBoard);
        add(commands, "provider-queue", FlowCommands::providerQueue);
    }

    private void add(CommandTable.Builder commands, String view, BiFunction<Session, Argument, RoomKey> room) {
        commands.command(view + ":subscribe", subscribe(room)).command(view + ":unsubscribe", unsubscribe(room));
    }

    private Command subscribe(BiFunction<Session, Argument, RoomKey> room) {
        return (session, argument) -> {
            if (!Access.maySubscribeToTenant(session.caller().principal())) {
                throw RejectedException.forbidden("following patients is not allowed");
            }
            RoomKey wanted = room.apply(session, argument);
            return PreparedCommand.inline(() -> rooms.join(session, wanted));
        };
    }

    private Command unsubscribe(BiFunction<Session, Argument, RoomKey> room) {
        return (session, argument) -> {
            RoomKey left = room.apply(session, argument);
            return PreparedCommand.inline(() -> rooms.leave(session, left));
        };
    }

    private static RoomKey patientFlow(Session session, Argument argument) {
        argument.requireObjectOrNothing();
        return RoomKey.patientFlow(
                session.tenant(), argument.optionalIdField("locationId").orElse(""));
    }

    private static RoomKey roomBoard(Session session, Argument argument) {
        return RoomKey.roomBoard(session.tenant(), argument.idField("locationId"));
    }

    private static RoomKey providerQueue(Session session, Argument argument) {
        return RoomKey.providerQueue(session.tenant(), argument.idField("providerId"));
    }
}
