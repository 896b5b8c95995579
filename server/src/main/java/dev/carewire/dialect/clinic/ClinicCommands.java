package dev.carewire.dialect.clinic;

import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Command;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.Task;
import dev.carewire.event.RoomKey;
import dev.carewire.identity.Access;
import dev.carewire.json.JsonObject;
import java.time.Clock;
import java.util.List;

/**
 * What the clinic system's pages may ask for. Filters that come with a subscription are not applied: pages filter themselves
 * and must be told of what leaves a filter too.
 */
final class ClinicCommands {

    private final Rooms rooms;
    private final Clock clock;

    ClinicCommands(Rooms rooms, Clock clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    CommandTable table() {
        return CommandTable.builder()
                .command("subscribe:queue", subscribe(RoomKey.Kind.QUEUE))
                .command("subscribe:appointments", subscribe(RoomKey.Kind.APPOINTMENTS))
                .command("subscribe:visits", subscribe(RoomKey.Kind.VISITS))
                .command("subscribe:prescriptions", subscribe(RoomKey.Kind.PRESCRIPTIONS))
                .command("subscribe:invoices", subscribe(RoomKey.Kind.INVOICES))
                .command("unsubscribe:queue", unsubscribe(RoomKey.Kind.QUEUE))
                .command("unsubscribe:appointments", unsubscribe(RoomKey.Kind.APPOINTMENTS))
                .command("unsubscribe:visits", unsubscribe(RoomKey.Kind.VISITS))
                .commandForEveryone("ping", ping())
                .build();
    }

    private Command subscribe(RoomKey.Kind kind) {
        return (session, argument) -> {
            argument.requireObjectOrNothing();
            return Task.inline(() -> {
                // When its turn has come: a new token may have taken the right away.
                if (!Access.mayFollowTenant(session.caller().principal())) {
                    throw RejectedException.forbidden("this role may not follow the clinic");
                }
                rooms.join(session, RoomKey.entity(session.tenant(), kind));
            });
        };
    }

    private Command unsubscribe(RoomKey.Kind kind) {
        return (session, argument) -> {
            argument.requireObjectOrNothing();
            return Task.inline(() -> rooms.leave(session, RoomKey.entity(session.tenant(), kind)));
        };
    }

    private Command ping() {
        return (session, argument) -> Task.inline(() ->
                session.send(List.of(EventMessage.text("pong", new JsonObject().put("timestamp", clock.millis())))));
    }
}
