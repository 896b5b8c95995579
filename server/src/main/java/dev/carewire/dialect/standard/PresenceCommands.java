package dev.carewire.dialect.standard;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.Rooms;
import dev.carewire.event.PresenceStatus;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.identity.Access;
import dev.carewire.patient.Patients;
import dev.carewire.presence.Presence;

/** The commands for the user's own presence and open charts. */
final class PresenceCommands {

    private final Rooms rooms;
    private final Presence presence;
    private final Patients patients;
    private final PresenceSnapshots snapshots;

    PresenceCommands(Rooms rooms, Presence presence, Patients patients, PresenceSnapshots lists) {
        this.rooms = rooms;
        this.presence = presence;
        this.patients = patients;
        this.snapshots = lists;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command("user:status", this::setStatus).command("patient:viewing", this::setViewing);
    }

    private PreparedCommand setStatus(Session session, Argument argument) {
        PresenceStatus status = switch (argument.text().orElse("")) {
            case "online" -> PresenceStatus.ONLINE;
            case "away" -> PresenceStatus.AWAY;
            default -> throw Argument.invalid("status", "online or away").get();
        };
        return PreparedCommand.inline(() -> presence.setStatus(session.caller(), session.id(), status));
    }

    private PreparedCommand setViewing(Session session, Argument argument) {
        String patientId = argument.idField("patientId");
        boolean viewing = argument.flagField("isViewing");
        if (!Access.mayViewPatients(session.caller().principal())) {
            throw RejectedException.forbidden("viewing patients is not allowed");
        }
        return viewing
                ? PreparedCommand.blocking(() -> openChart(session, patientId))
                : PreparedCommand.inline(() -> closeChart(session, patientId));
    }

    private void openChart(Session session, String patientId) {
        Caller caller = session.caller();
        patients.get(caller, patientId);
        rooms.join(session, RoomKey.patient(caller.tenant(), patientId));
        try {
            presence.setViewing(caller, session.id(), patientId, true);
        } catch (RejectedException tooManyOpen) {
            rooms.leave(session, RoomKey.patient(caller.tenant(), patientId));
            throw tooManyOpen;
        }
        snapshots.sendViewers(session, patientId);
    }

    private void closeChart(Session session, String patientId) {
        rooms.leave(session, RoomKey.patient(session.tenant(), patientId));
        presence.setViewing(session.caller(), session.id(), patientId, false);
    }
}
