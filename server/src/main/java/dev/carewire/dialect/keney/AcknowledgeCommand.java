package dev.carewire.dialect.keney;

import dev.carewire.dialect.Argument;
import dev.carewire.dialect.Command;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;
import dev.carewire.notification.Notifications;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The frame by which a user acknowledges a notification, {@code {"type":"acknowledge","notification_id"}}. CareWire adds it to KeneyApp's
 * protocol: its repetitions and escalation end.
 */
final class AcknowledgeCommand implements Command {

    static final String NAME = "acknowledge";

    private static final String ID = "notification_id";

    private final Notifications notifications;
    private final Clock clock;

    AcknowledgeCommand(Notifications notifications, Clock clock) {
        this.notifications = notifications;
        this.clock = clock;
    }

    @Override
    public PreparedCommand prepare(Session session, Argument argument) {
        String id = argument.idField(ID);
        return PreparedCommand.blocking(() -> {
            notifications.acknowledge(session.caller(), Optional.of(session.id()), id);
            session.send(List.of(KeneyFrames.text("acknowledged", new JsonObject().put(ID, id), clock.instant())));
        });
    }
}
