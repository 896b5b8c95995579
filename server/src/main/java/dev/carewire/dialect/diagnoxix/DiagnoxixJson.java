package dev.carewire.dialect.diagnoxix;

import dev.carewire.event.NotificationSnapshot;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.notification.Notification;
import dev.carewire.notification.NotificationIds;
import dev.carewire.notification.NotificationKind;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * That system's frames, which all have one shape, and its documents. Instants are ISO texts in UTC with milliseconds.
 * {@code data} is omitted if absent; {@code title} and {@code message} are always present. Any thread; never blocks.
 */
public final class DiagnoxixJson {

    /** The system's own types, which it writes in capitals. Types of other origin stay unchanged. */
    private static final Set<String> OWN_TYPES = Set.of(
            NotificationKind.APPOINTMENT_CREATED.wireName(),
            NotificationKind.APPOINTMENT_CONFIRMED.wireName(),
            NotificationKind.APPOINTMENT_RESCHEDULED.wireName(),
            NotificationKind.APPOINTMENT_CANCELLED.wireName(),
            NotificationKind.APPOINTMENT_REMINDER.wireName(),
            NotificationKind.APPOINTMENT_UPDATED.wireName(),
            NotificationKind.LAB_RESULT_READY.wireName(),
            NotificationKind.AI_ANALYSIS_COMPLETE.wireName(),
            NotificationKind.SYSTEM_NOTIFICATION.wireName());

    private DiagnoxixJson() {}

    /** The frame for a notification. */
    static String frame(NotificationSnapshot notification) {
        return frame(
                type(notification),
                notification.userId(),
                notification.title(),
                notification.message(),
                data(notification),
                notification.createdAt(),
                id(notification));
    }

    /** A frame for something that is not stored; its id is unique. */
    static String frame(String type, String userId, String title, String message, Optional<String> data, Instant at) {
        return frame(type, userId, title, message, data, at, UUID.randomUUID().toString());
    }

    private static String frame(
            String type, String userId, String title, String message, Optional<String> data, Instant at, String id) {
        return new JsonObject()
                .put("type", type)
                .put("user_id", userId)
                .put("title", title)
                .put("message", message)
                .putJson("data", data)
                .put("timestamp", at)
                .put("id", id)
                .json();
    }

    /** A notification in a list. */
    public static JsonObject item(Notification notification) {
        NotificationSnapshot facts = notification.snapshot();
        return new JsonObject()
                .put("id", id(facts))
                .put("user_id", facts.userId())
                .put("type", type(facts))
                .put("title", facts.title())
                .put("message", facts.message())
                .put("read", !notification.isUnread())
                .put("read_at", notification.seen().map(Notification.UserAction::at))
                .put("created_at", facts.createdAt())
                .putJson("metadata", data(facts));
    }

    private static String type(NotificationSnapshot notification) {
        String kind = notification.kind();
        return OWN_TYPES.contains(kind) ? kind.toUpperCase(Locale.ROOT) : kind;
    }

    private static String id(NotificationSnapshot notification) {
        return NotificationIds.toUuid(notification.id()).map(UUID::toString).orElse(notification.id());
    }

    private static Optional<String> data(NotificationSnapshot notification) {
        return notification.metadata().filter(DiagnoxixJson::isNotEmpty);
    }

    private static boolean isNotEmpty(String object) {
        try {
            return !Json.parse(object).names().isEmpty();
        } catch (MalformedJsonException none) {
            return false;
        }
    }
}
