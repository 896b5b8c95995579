package dev.carewire.dialect.healthmate;

import dev.carewire.assistant.BotAuthor;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.NotificationPreference;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.VitalAlert;
import dev.carewire.event.VitalRange;
import dev.carewire.event.VitalSnapshot;
import dev.carewire.event.VitalThresholds;
import dev.carewire.event.VitalValue;
import dev.carewire.json.JsonObject;
import dev.carewire.notification.Notification;
import java.util.Locale;
import java.util.Optional;

/** The content of HealthMate's frames. Any thread; never blocks. */
final class HealthmateJson {

    private static final Optional<String> EMPTY_OBJECT = Optional.of("{}");

    private HealthmateJson() {}

    /** A value in lists and in {@code health_data_update}, with both numbers of a blood pressure. */
    static JsonObject vital(VitalSnapshot vital) {
        JsonObject shown = new JsonObject()
                .put("id", vital.id())
                .put("data_type", vital.dataType())
                .put("value", value(vital.value()));
        Frames.putOrNull(shown, "unit", vital.unit()).put("timestamp", vital.measuredAt());
        return Frames.putOrNull(shown, "notes", vital.notes()).put("original", original(vital));
    }

    /** A value in {@code health_update}: one number, or the systolic value of a blood pressure beside the other. */
    static JsonObject metric(VitalSnapshot vital) {
        JsonObject shown = new JsonObject()
                .put("metric", vital.dataType())
                .put("value", Frames.number(vital.value().amount()))
                .put("diastolic", vital.value().diastolic().map(Frames::number));
        return Frames.putOrNull(shown, "unit", vital.unit())
                .put("timestamp", vital.measuredAt())
                .put("original", original(vital));
    }

    private static Object value(VitalValue value) {
        return value.diastolic()
                .<Object>map(diastolic -> new JsonObject()
                        .put("systolic", Frames.number(value.amount()))
                        .put("diastolic", Frames.number(diastolic))
                        .fields())
                .orElseGet(() -> Frames.number(value.amount()));
    }

    /** The value in the unit of its sender, if the server converted it to that of its type. */
    private static Optional<JsonObject> original(VitalSnapshot vital) {
        return vital.original()
                .map(given ->
                        new JsonObject().put("value", value(given.value())).put("unit", given.unit()));
    }

    static JsonObject alert(VitalAlert alert) {
        return new JsonObject()
                .put("data_type", alert.dataType())
                .put("value", Frames.number(alert.amount()))
                .put("message", alert.message())
                .put("severity", "warning")
                .put("timestamp", alert.measuredAt());
    }

    /** Thresholds, in the shape of the command that sets them. */
    static JsonObject thresholds(VitalThresholds thresholds) {
        return thresholds
                .diastolic()
                .map(diastolic -> new JsonObject()
                        .put("systolic", range(thresholds.amount()))
                        .put("diastolic", range(diastolic)))
                .orElseGet(() -> range(thresholds.amount()));
    }

    private static JsonObject range(VitalRange range) {
        return new JsonObject()
                .put("min", range.min().map(Frames::number))
                .put("max", range.max().map(Frames::number));
    }

    /** A message of a conversation; one of the server has no sender. */
    static JsonObject message(MessageSnapshot message) {
        StaffSnapshot sender = message.sender();
        boolean system = sender.id().equals(BotAuthor.SYSTEM.id());
        JsonObject shown = new JsonObject()
                .put("id", (system ? "sys_" : "") + message.id())
                .put("conversation_id", message.threadId());
        Frames.putOrNull(
                        shown,
                        "sender_id",
                        Optional.of(sender.id()).filter(id -> !system).map(Frames::userId))
                .put("sender_name", system ? BotAuthor.SYSTEM.name() : name(sender));
        return Frames.putOrNull(shown, "sender_email", email(sender).filter(email -> !system))
                .put("content", message.body())
                .put("message_type", system ? "system" : "text")
                .put("timestamp", message.createdAt())
                .putExtra(message.extra());
    }

    /** The same with the fewer fields of HealthMate's guide. */
    static JsonObject briefMessage(MessageSnapshot message) {
        return new JsonObject()
                .put("message", message.body())
                .put("sender", message.sender().id())
                .put("conversation_id", message.threadId());
    }

    static String name(StaffSnapshot person) {
        return person.fullName().orElse("");
    }

    private static Optional<String> email(StaffSnapshot person) {
        return person.email().or(() -> emailIn(name(person)));
    }

    /** In HealthMate's tokens, an e-mail address takes the place of the name. */
    static Optional<String> emailIn(String name) {
        return Optional.of(name).filter(text -> text.contains("@"));
    }

    /** A new notification, which is unread. */
    static JsonObject notification(NotificationSnapshot facts) {
        return notification(facts, false, false);
    }

    static JsonObject notification(Notification stored) {
        return notification(stored.snapshot(), !stored.isUnread(), stored.state() == NotificationState.ACKNOWLEDGED);
    }

    private static JsonObject notification(NotificationSnapshot facts, boolean read, boolean acknowledged) {
        return new JsonObject()
                .put("id", facts.id())
                .put("type", facts.kind())
                .put("title", facts.title())
                .put("message", facts.message())
                .put("priority", wireName(facts.priority()))
                .put("created_at", facts.createdAt())
                .put("read", read)
                .put("acknowledged", acknowledged)
                .putJson("metadata", facts.metadata().or(() -> EMPTY_OBJECT));
    }

    static JsonObject preference(NotificationPreference preference) {
        return new JsonObject().put("enabled", preference.enabled()).put("min_priority", wireName(preference.least()));
    }

    private static String wireName(NotificationPriority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }
}
