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
import dev.carewire.messaging.Messaging;
import dev.carewire.patient.Patients;
import dev.carewire.presence.Presence;

/** What derm-app's clients may ask for. */
final class StandardCommands {

    private final Rooms rooms;
    private final Messaging messaging;
    private final Presence presence;
    private final Patients patients;

    StandardCommands(Rooms rooms, Messaging messaging, Presence presence, Patients patients) {
        this.rooms = rooms;
        this.messaging = messaging;
        this.presence = presence;
        this.patients = patients;
    }

    CommandTable table() {
        return CommandTable.builder()
                .command("message:join-thread", this::joinThread)
                .command("message:leave-thread", this::leaveThread)
                .command("message:typing", this::typing)
                .command("user:status", this::status)
                .command("patient:viewing", this::viewing)
                .build();
    }

    private Task joinThread(Session session, Argument argument) {
        String threadId = argument.id("threadId");
        return Task.blocking(() -> {
            messaging.requireMember(session.caller(), threadId);
            rooms.join(session, RoomKey.thread(session.tenant(), threadId));
        });
    }

    private Task leaveThread(Session session, Argument argument) {
        RoomKey room = RoomKey.thread(session.tenant(), argument.id("threadId"));
        return Task.inline(() -> rooms.leave(session, room));
    }

    /** Whoever is in the thread's room was found to be a member when they joined; everybody else is looked up. */
    private Task typing(Session session, Argument argument) {
        String threadId = argument.idField("threadId");
        boolean typing = argument.flagField("isTyping");
        RoomKey room = RoomKey.thread(session.tenant(), threadId);
        Runnable tell = () -> messaging.typing(session.caller(), session.id(), threadId, typing);
        if (session.isIn(room)) {
            return Task.inline(tell);
        }
        return Task.blocking(() -> {
            // A join that was waiting may have been carried out in the meantime.
            if (!session.isIn(room)) {
                messaging.requireMember(session.caller(), threadId);
            }
            tell.run();
        });
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
    }

    private void closeChart(Session session, String patientId) {
        rooms.leave(session, RoomKey.patient(session.tenant(), patientId));
        presence.view(session.caller(), session.id(), patientId, false);
    }
}
