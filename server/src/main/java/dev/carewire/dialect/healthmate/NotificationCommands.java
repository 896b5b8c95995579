package dev.carewire.dialect.healthmate;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.PreparedCommand;
import dev.carewire.event.NotificationPreference;
import dev.carewire.event.NotificationPriority;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.Preferences;
import dev.carewire.notification.ReadFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands for the user's notifications. */
final class NotificationCommands {

    /** The notification types of HealthMate. */
    static final Set<String> TYPES = Set.of(
            "health_alert",
            "medication_reminder",
            "appointment_reminder",
            "system_notification",
            "chat_message",
            "goal_achievement",
            "emergency_alert");

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_ECHOED_LENGTH = 64;
    private static final String ID = "notification_id";
    private static final String IDS = "notification_ids";

    private final Notifications notifications;
    private final Preferences preferences;

    NotificationCommands(Notifications notifications, Preferences preferences) {
        this.notifications = notifications;
        this.preferences = preferences;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command("update_preferences", this::updatePreferences)
                .command("acknowledge", this::acknowledge)
                .command("dismiss", this::dismiss)
                .command("mark_read", this::markRead)
                .command("get_history", this::history);
    }

    private PreparedCommand acknowledge(Session session, Argument argument) {
        String id = id(argument);
        return PreparedCommand.blockingWithResult(() -> {
            try {
                notifications.acknowledge(session.caller(), Optional.of(session.id()), id);
            } catch (RejectedException refusal) {
                throw withHealthmateMessage(refusal);
            }
            return Frames.of("acknowledged")
                    .put("message", "Notification acknowledged")
                    .put(ID, id);
        });
    }

    private PreparedCommand dismiss(Session session, Argument argument) {
        String id = id(argument);
        return PreparedCommand.blockingWithResult(() -> {
            try {
                notifications.dismiss(session.caller(), Optional.of(session.id()), id);
            } catch (RejectedException refusal) {
                throw withHealthmateMessage(refusal);
            }
            return Frames.of("dismissed")
                    .put("message", "Notification dismissed")
                    .put(ID, id);
        });
    }

    private static String id(Argument argument) {
        return RequestFields.of(argument).id(ID, "Missing notification ID");
    }

    private static RejectedException withHealthmateMessage(RejectedException refusal) {
        return refusal.rejection() == Rejection.NOT_FOUND
                ? new RejectedException(Rejection.NOT_FOUND, "Notification not found")
                : refusal;
    }

    /** Counts and names only those that were unread. */
    private PreparedCommand markRead(Session session, Argument argument) {
        Set<String> ids = RequestFields.of(argument).ids(IDS, Notifications.MAX_MARKED, "Missing notification IDs");
        return PreparedCommand.blockingWithResult(() -> {
            List<String> marked = notifications.markSeen(session.caller(), Optional.of(session.id()), ids);
            return Frames.of("marked_read")
                    .put("message", "Marked " + marked.size() + " notifications as read")
                    .put(IDS, marked);
        });
    }

    private PreparedCommand history(Session session, Argument argument) {
        RequestFields question = RequestFields.of(argument);
        int limit = question.limit(DEFAULT_LIMIT, Notifications.MAX_LISTED);
        int offset = question.offset(Notifications.MAX_OFFSET);
        ReadFilter reading = question.field("read_status")
                .map(NotificationCommands::readFilter)
                .orElse(ReadFilter.ALL);
        return PreparedCommand.blockingWithResult(() -> {
            Notifications.Slice found = notifications.history(session.caller(), reading, offset, limit);
            return Frames.of("notification_history")
                    .put(
                            "notifications",
                            found.items().stream()
                                    .map(one -> HealthmateJson.notification(one).fields())
                                    .toList())
                    .put("total", found.total())
                    .put("limit", limit)
                    .put("offset", offset);
        });
    }

    private static ReadFilter readFilter(JsonValue given) {
        String word = given.bool()
                .map(read -> read ? "read" : "unread")
                .or(given::text)
                .orElse("");
        return switch (word) {
            case "all" -> ReadFilter.ALL;
            case "read" -> ReadFilter.READ;
            case "unread" -> ReadFilter.UNREAD;
            default -> throw RejectedException.invalid("Invalid read status");
        };
    }

    private PreparedCommand updatePreferences(Session session, Argument argument) {
        JsonValue given = argument.object()
                .field("preferences")
                .filter(JsonValue::isObject)
                .orElseThrow(() -> RejectedException.invalid("Missing preferences"));
        Map<String, PreferenceChange> changes = new HashMap<>();
        given.names().forEach(type -> {
            if (!TYPES.contains(type)) {
                throw RejectedException.invalid("Invalid notification type: " + printable(type));
            }
            changes.put(
                    type, PreferenceChange.of(given.field(type).orElseThrow(NotificationCommands::invalidPreferences)));
        });
        return PreparedCommand.blockingWithResult(() -> {
            Caller caller = session.caller();
            Map<String, NotificationPreference> present = new HashMap<>();
            preferences.list(caller).forEach(one -> present.put(one.kind(), one));
            Map<String, Optional<NotificationPreference>> wanted = new HashMap<>();
            changes.forEach((type, change) -> wanted.put(type, Optional.of(change.applyTo(type, present))));
            JsonObject all = new JsonObject();
            preferences.change(caller, wanted).forEach(one -> all.put(one.kind(), HealthmateJson.preference(one)));
            return Frames.of("preferences_updated")
                    .put("message", "Notification preferences updated")
                    .put("preferences", all);
        });
    }

    private static RejectedException invalidPreferences() {
        return RejectedException.invalid("Invalid preferences");
    }

    private static String printable(String word) {
        String clean = word.codePoints()
                .map(character -> Character.isISOControl(character) ? '?' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.substring(0, Math.min(clean.length(), MAX_ECHOED_LENGTH));
    }

    /** A change of one type's preference; absent fields stay unchanged. */
    private record PreferenceChange(Optional<Boolean> enabled, Optional<NotificationPriority> minPriority) {

        /**
         * HealthMate has two fields for the lowest priority; {@code min_priority} takes precedence, because it is more
         * exact.
         */
        static PreferenceChange of(JsonValue given) {
            if (!given.isObject()) {
                throw invalidPreferences();
            }
            return new PreferenceChange(
                    given.field("enabled")
                            .map(value -> value.bool().orElseThrow(NotificationCommands::invalidPreferences)),
                    given.field("min_priority")
                            .or(() -> given.field("priority"))
                            .map(PreferenceChange::priority));
        }

        private static NotificationPriority priority(JsonValue given) {
            String word = given.text().orElse(given.json());
            for (NotificationPriority priority : NotificationPriority.values()) {
                if (priority.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return priority;
                }
            }
            throw RejectedException.invalid("Invalid priority: " + printable(word));
        }

        NotificationPreference applyTo(String type, Map<String, NotificationPreference> present) {
            Optional<NotificationPreference> before = Optional.ofNullable(present.get(type));
            return new NotificationPreference(
                    type,
                    enabled.or(() -> before.map(NotificationPreference::enabled))
                            .orElse(true),
                    minPriority
                            .or(() -> before.map(NotificationPreference::least))
                            .orElse(NotificationPriority.LOW),
                    before.flatMap(NotificationPreference::quietHours));
        }
    }
}
