package dev.carewire.dialect.standard;

import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Task;
import dev.carewire.event.NotificationPreference;
import dev.carewire.hub.Session;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.Preferences;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What derm-app's clients may say of their notifications. */
final class NotificationCommands {

    private final Notifications notifications;
    private final Preferences preferences;

    NotificationCommands(Notifications notifications, Preferences preferences) {
        this.notifications = notifications;
        this.preferences = preferences;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command("notification:seen", this::seen)
                .command("notification:mark-read", this::markRead)
                .command("notification:acknowledge", this::acknowledge)
                .command("notification:dismiss", this::dismiss)
                .command("notification:preferences", this::preferences);
    }

    private Task seen(Session session, Argument argument) {
        String id = argument.idField("id");
        return Task.blocking(() -> notifications.seen(session.caller(), Optional.of(session.id()), id));
    }

    private Task markRead(Session session, Argument argument) {
        Set<String> ids = argument.idsField("ids", Notifications.MAX_MARKED);
        return Task.blocking(() -> notifications.seen(session.caller(), Optional.of(session.id()), ids));
    }

    private Task acknowledge(Session session, Argument argument) {
        String id = argument.idField("id");
        return Task.blocking(() -> notifications.acknowledge(session.caller(), Optional.of(session.id()), id));
    }

    private Task dismiss(Session session, Argument argument) {
        String id = argument.idField("id");
        return Task.blocking(() -> notifications.dismiss(session.caller(), Optional.of(session.id()), id));
    }

    /** Without an argument they are only asked for. */
    private Task preferences(Session session, Argument argument) {
        if (argument.isMissing()) {
            return Task.blocking(() -> preferences.tell(session.caller()));
        }
        Map<String, Optional<NotificationPreference>> changes = ReminderJson.changes(argument.object());
        return Task.blocking(() -> preferences.change(session.caller(), changes));
    }
}
