package dev.carewire.dialect.clinic;

import dev.carewire.clinic.ClinicZones;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.Command;
import dev.carewire.dialect.CommandProtocol;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.Rooms;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.hub.TrafficCounters;
import dev.carewire.identity.Access;
import dev.carewire.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The commands of the clinic system's pages. A subscription's filter replaces the previous one and ends with the
 * subscription. It applies to its own socket only, as pages use others for other data.
 */
final class ClinicCommands {

    /** Reads a filter from a subscription's argument. */
    @FunctionalInterface
    private interface FilterReader {

        /** The change of the session's filters. */
        UnaryOperator<ClinicEventFilter> read(Session session, Argument argument);
    }

    private final Rooms rooms;
    private final ClinicZones zones;
    private final Clock clock;

    /** @param zones for the days in filters */
    ClinicCommands(Rooms rooms, ClinicZones zones, Clock clock) {
        this.rooms = rooms;
        this.zones = zones;
        this.clock = clock;
    }

    CommandTable table(TrafficCounters traffic) {
        return CommandTable.builder(CommandProtocol.EVENTS, traffic)
                .command("subscribe:queue", subscribe(RoomKey.Kind.QUEUE, (session, argument) -> {
                    QueueFilter filter = QueueFilter.of(argument);
                    return interest -> interest.with(filter);
                }))
                .command("subscribe:appointments", subscribe(RoomKey.Kind.APPOINTMENTS, (session, argument) -> {
                    AppointmentFilter filter = AppointmentFilter.of(argument, () -> zones.zoneOf(session.tenant()));
                    return interest -> interest.with(filter);
                }))
                .command("subscribe:visits", subscribe(RoomKey.Kind.VISITS, (session, argument) -> {
                    VisitFilter filter = VisitFilter.of(argument);
                    return interest -> interest.with(filter);
                }))
                .command(
                        "subscribe:prescriptions",
                        subscribe(RoomKey.Kind.PRESCRIPTIONS, (session, argument) -> UnaryOperator.identity()))
                .command(
                        "subscribe:invoices",
                        subscribe(RoomKey.Kind.INVOICES, (session, argument) -> UnaryOperator.identity()))
                .command(
                        "unsubscribe:queue",
                        unsubscribe(RoomKey.Kind.QUEUE, interest -> interest.with(QueueFilter.NONE)))
                .command(
                        "unsubscribe:appointments",
                        unsubscribe(RoomKey.Kind.APPOINTMENTS, interest -> interest.with(AppointmentFilter.NONE)))
                .command(
                        "unsubscribe:visits",
                        unsubscribe(RoomKey.Kind.VISITS, interest -> interest.with(VisitFilter.NONE)))
                .commandForEveryone("ping", ping())
                .build();
    }

    private Command subscribe(RoomKey.Kind kind, FilterReader filter) {
        return (session, argument) -> {
            argument.requireObjectOrNothing();
            UnaryOperator<ClinicEventFilter> change = filter.read(session, argument);
            return PreparedCommand.inline(() -> {
                // Checked when the command runs: a new token may have removed the right.
                if (!Access.maySubscribeToTenant(session.caller().principal())) {
                    throw RejectedException.forbidden("this role may not follow the clinic");
                }
                rooms.join(session, RoomKey.entity(session.tenant(), kind));
                updateFilter(session, change);
            });
        };
    }

    private Command unsubscribe(RoomKey.Kind kind, UnaryOperator<ClinicEventFilter> change) {
        return (session, argument) -> {
            argument.requireObjectOrNothing();
            return PreparedCommand.inline(() -> {
                rooms.leave(session, RoomKey.entity(session.tenant(), kind));
                updateFilter(session, change);
            });
        };
    }

    private static void updateFilter(Session session, UnaryOperator<ClinicEventFilter> change) {
        session.filterEvents(change.apply(ClinicEventFilter.of(session)));
    }

    private Command ping() {
        return (session, argument) -> PreparedCommand.inline(() ->
                session.send(List.of(EventMessage.text("pong", new JsonObject().put("timestamp", clock.millis())))));
    }
}
