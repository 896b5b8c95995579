package dev.carewire.dialect.standard;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Rooms;
import dev.carewire.dialect.Task;
import dev.carewire.event.PresenceStatus;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.identity.Access;
import dev.carewire.patient.Patients;
import dev.carewire.presence.Presence;

/** What derm-app's clients may say of themselves and of the charts they have open. */
final class PresenceCommands {

    private final Rooms rooms;
    private final Presence presence;
    private final Patients patients;
    private final PresenceLists lists;

    PresenceCommands(Rooms rooms, Presence presence, Patients patients, PresenceLists lists) {
        this.rooms = rooms;
        this.presence = presence;
        this.patients = patients;
        this.lists = lists;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command("user:status", this::status).command("patient:viewing", this::viewing);
    }

    private Task status(Session session, Argument argument) {
        PresenceStatus status = switch (argument.text().orElse("")) {
            case "online" -> PresenceStatus.ONLINE;
            case "away" -> PresenceStatus.AWAY;
            default -> throw Argument.invalid("status", "online or away").get();
        };
        return Task.inline(() -> presence.setStatus(session.caller(), session.id(), status));
    }

    private Task viewing(Session session, Argument argument) {
        String patientId = argument.idField("patientId");
        boolean viewing = argument.flagField("isViewing");
        if (!Access.mayViewPatients(session.caller().principal())) {
            throw RejectedException.forbidden("viewing patients is not allowed");
        }
        return viewing
                ? Task.blocking(() -> openChart(session, patientId))
                : Task.inline(() -> closeChart(session, patientId));
    }

    private void openChart(Session session, String patientId) {
        Caller caller = session.caller();
        patients.get(caller, patientId);
        rooms.join(session, RoomKey.patient(caller.tenant(), patientId));
        try {
            presence.view(caller, session.id(), patientId, true);
        } catch (RejectedException tooManyOpen) {
            rooms.leave(session, RoomKey.patient(caller.tenant(), patientId));
            throw tooManyOpen;
        }
        lists.tellViewers(session, patientId);
    }

    private void closeChart(Session session, String patientId) {
        rooms.leave(session, RoomKey.patient(session.tenant(), patientId));
        presence.view(session.caller(), session.id(), patientId, false);
    }
}
