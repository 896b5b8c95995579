package dev.carewire.dialect.standard;

import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.event.NotificationPreference;
import dev.carewire.http.JsonFields;
import dev.carewire.hub.Session;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.Preferences;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands for notifications. */
final class NotificationCommands {

    private final Notifications notifications;
    private final Preferences preferences;

    NotificationCommands(Notifications notifications, Preferences preferences) {
        this.notifications = notifications;
        this.preferences = preferences;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command("notification:seen", this::markSeen)
                .command("notification:mark-read", this::markRead)
                .command("notification:acknowledge", this::acknowledge)
                .command("notification:dismiss", this::dismiss)
                .command("notification:preferences", this::preferences);
    }

    private PreparedCommand markSeen(Session session, Argument argument) {
        String id = argument.idField("id");
        return PreparedCommand.blocking(() -> notifications.markSeen(session.caller(), Optional.of(session.id()), id));
    }

    private PreparedCommand markRead(Session session, Argument argument) {
        Set<String> ids = argument.idsField("ids", Notifications.MAX_MARKED);
        return PreparedCommand.blocking(() -> notifications.markSeen(session.caller(), Optional.of(session.id()), ids));
    }

    private PreparedCommand acknowledge(Session session, Argument argument) {
        String id = argument.idField("id");
        return PreparedCommand.blocking(
                () -> notifications.acknowledge(session.caller(), Optional.of(session.id()), id));
    }

    private PreparedCommand dismiss(Session session, Argument argument) {
        String id = argument.idField("id");
        return PreparedCommand.blocking(() -> notifications.dismiss(session.caller(), Optional.of(session.id()), id));
    }

    /** Without an argument, the command only requests them. */
    private PreparedCommand preferences(Session session, Argument argument) {
        if (argument.isMissing()) {
            return PreparedCommand.blocking(() -> preferences.publish(session.caller()));
        }
        Map<String, Optional<NotificationPreference>> changes =
                JsonFields.parse(argument.object(), ReminderJson::changes).get();
        return PreparedCommand.blocking(() -> preferences.change(session.caller(), changes));
    }
}
