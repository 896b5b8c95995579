package dev.carewire.dialect.healthmate;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Argument;
import dev.carewire.dialect.CommandTable;
import dev.carewire.dialect.Task;
import dev.carewire.event.NotificationPreference;
import dev.carewire.event.NotificationPriority;
import dev.carewire.hub.Session;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.Preferences;
import dev.carewire.notification.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What clients say of the user's notifications. */
final class NotificationCommands {

    /** The types that HealthMate has. */
    static final Set<String> TYPES = Set.of(
            "health_alert",
            "medication_reminder",
            "appointment_reminder",
            "system_notification",
            "chat_message",
            "goal_achievement",
            "emergency_alert");

    private static final int USUALLY_LISTED = 50;
    private static final int MOST_NAMED = 64;
    private static final String ID = "notification_id";
    private static final String IDS = "notification_ids";

    private final Notifications notifications;
    private final Preferences preferences;

    NotificationCommands(Notifications notifications, Preferences preferences) {
        this.notifications = notifications;
        this.preferences = preferences;
    }

    void addTo(CommandTable.Builder commands) {
        commands.command("update_preferences", this::preferences)
                .command("acknowledge", this::acknowledge)
                .command("dismiss", this::dismiss)
                .command("mark_read", this::markRead)
                .command("get_history", this::history);
    }

    private Task acknowledge(Session session, Argument argument) {
        String id = id(argument);
        return Task.blockingFor(() -> {
            try {
                notifications.acknowledge(session.caller(), Optional.of(session.id()), id);
            } catch (RejectedException refusal) {
                throw inOurWords(refusal);
            }
            return Frames.of("acknowledged")
                    .put("message", "Notification acknowledged")
                    .put(ID, id);
        });
    }

    private Task dismiss(Session session, Argument argument) {
        String id = id(argument);
        return Task.blockingFor(() -> {
            try {
                notifications.dismiss(session.caller(), Optional.of(session.id()), id);
            } catch (RejectedException refusal) {
                throw inOurWords(refusal);
            }
            return Frames.of("dismissed")
                    .put("message", "Notification dismissed")
                    .put(ID, id);
        });
    }

    private static String id(Argument argument) {
        return Question.in(argument).id(ID, "Missing notification ID");
    }

    private static RejectedException inOurWords(RejectedException refusal) {
        return refusal.rejection() == Rejection.NOT_FOUND
                ? new RejectedException(Rejection.NOT_FOUND, "Notification not found")
                : refusal;
    }

    /** Only those that were unread are counted and named. */
    private Task markRead(Session session, Argument argument) {
        Set<String> ids = Question.in(argument).ids(IDS, Notifications.MAX_MARKED, "Missing notification IDs");
        return Task.blockingFor(() -> {
            List<String> marked = notifications.seen(session.caller(), Optional.of(session.id()), ids);
            return Frames.of("marked_read")
                    .put("message", "Marked " + marked.size() + " notifications as read")
                    .put(IDS, marked);
        });
    }

    private Task history(Session session, Argument argument) {
        Question question = Question.in(argument);
        int limit = question.limit(USUALLY_LISTED, Notifications.MAX_LISTED);
        int offset = question.offset(Notifications.MAX_OFFSET);
        Reading reading = question.frame()
                .field("read_status")
                .map(NotificationCommands::reading)
                .orElse(Reading.ALL);
        return Task.blockingFor(() -> {
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

    private static Reading reading(JsonValue given) {
        String word = given.bool()
                .map(read -> read ? "read" : "unread")
                .or(given::text)
                .orElse("");
        return switch (word) {
            case "all" -> Reading.ALL;
            case "read" -> Reading.READ;
            case "unread" -> Reading.UNREAD;
            default -> throw RejectedException.invalid("Invalid read status");
        };
    }

    private Task preferences(Session session, Argument argument) {
        JsonValue given = argument.object()
                .field("preferences")
                .filter(JsonValue::isObject)
                .orElseThrow(() -> RejectedException.invalid("Missing preferences"));
        Map<String, Change> changes = new HashMap<>();
        given.names().forEach(type -> {
            if (!TYPES.contains(type)) {
                throw RejectedException.invalid("Invalid notification type: " + shown(type));
            }
            changes.put(type, Change.of(given.field(type).orElseThrow(NotificationCommands::invalidPreferences)));
        });
        return Task.blockingFor(() -> {
            Caller caller = session.caller();
            Map<String, NotificationPreference> present = new HashMap<>();
            preferences.list(caller).forEach(one -> present.put(one.kind(), one));
            Map<String, Optional<NotificationPreference>> wanted = new HashMap<>();
            changes.forEach((type, change) -> wanted.put(type, Optional.of(change.on(type, present))));
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

    private static String shown(String word) {
        String clean = word.codePoints()
                .map(character -> Character.isISOControl(character) ? '?' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.substring(0, Math.min(clean.length(), MOST_NAMED));
    }

    /** What a client says about one type; what it leaves out stays as it is. */
    private record Change(Optional<Boolean> enabled, Optional<NotificationPriority> least) {

        /** HealthMate has two words for the lowest priority of which one is told; {@code min_priority} is the more exact one. */
        static Change of(JsonValue given) {
            if (!given.isObject()) {
                throw invalidPreferences();
            }
            return new Change(
                    given.field("enabled")
                            .map(value -> value.bool().orElseThrow(NotificationCommands::invalidPreferences)),
                    given.field("min_priority")
                            .or(() -> given.field("priority"))
                            .map(Change::priority));
        }

        private static NotificationPriority priority(JsonValue given) {
            String word = given.text().orElse(given.json());
            for (NotificationPriority priority : NotificationPriority.values()) {
                if (priority.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return priority;
                }
            }
            throw RejectedException.invalid("Invalid priority: " + shown(word));
        }

        NotificationPreference on(String type, Map<String, NotificationPreference> present) {
            Optional<NotificationPreference> before = Optional.ofNullable(present.get(type));
            return new NotificationPreference(
                    type,
                    enabled.or(() -> before.map(NotificationPreference::enabled))
                            .orElse(true),
                    least.or(() -> before.map(NotificationPreference::least)).orElse(NotificationPriority.LOW),
                    before.flatMap(NotificationPreference::quietHours));
        }
    }
}
