package dev.carewire.dialect.standard;

import dev.carewire.command.RejectedException;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.dialect.RoomAccess;
import dev.carewire.event.PresenceStatus;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.identity.Access;
import dev.carewire.presence.Presence;
import java.util.concurrent.CompletionStage;

/** The commands for the user's own presence and open charts. */
final class PresenceCommands {

    private final RoomAccess access;
    private final Presence presence;
    private final PresenceSnapshots snapshots;

    PresenceCommands(RoomAccess access, Presence presence, PresenceSnapshots lists) {
        this.access = access;
        this.presence = presence;
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
        RoomKey chart = RoomKey.patient(session.tenant(), patientId);
        return viewing
                ? PreparedCommand.pending(() -> openChart(session, chart))
                : PreparedCommand.inline(() -> closeChart(session, chart));
    }

    private CompletionStage<Void> openChart(Session session, RoomKey chart) {
        return access.join(session, chart).thenRun(() -> {
            try {
                presence.setViewing(session.caller(), session.id(), chart.id(), true);
            } catch (RejectedException tooManyOpen) {
                leaveUnlessGranted(session, chart);
                throw tooManyOpen;
            }
            if (!session.isIn(chart)) {
                // The server evicted the session meanwhile.
                presence.setViewing(session.caller(), session.id(), chart.id(), false);
                return;
            }
            snapshots.sendViewers(session, chart.id());
        });
    }

    private void closeChart(Session session, RoomKey chart) {
        leaveUnlessGranted(session, chart);
        presence.setViewing(session.caller(), session.id(), chart.id(), false);
    }

    /** A back end may want the client in the patient's room, whatever it shows. */
    private void leaveUnlessGranted(Session session, RoomKey chart) {
        if (!session.isGranted(chart)) {
            access.leave(session, chart);
        }
    }
}
