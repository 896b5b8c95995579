package dev.carewire.dialect.healthmate;

import static dev.carewire.event.CustomEvents.CUSTOM_EMITTED;
import static dev.carewire.event.CustomEvents.CUSTOM_SIGNALLED;
import static dev.carewire.event.MessagingEvents.MESSAGE_SENT;
import static dev.carewire.event.MessagingEvents.TYPING_CHANGED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_CREATED;
import static dev.carewire.event.NotificationEvents.NOTIFICATION_REPEATED;
import static dev.carewire.event.ThreadEvents.VISITORS_CHANGED;
import static dev.carewire.event.VitalsEvents.VITAL_ALERT_RAISED;
import static dev.carewire.event.VitalsEvents.VITAL_RECORDED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.CustomEvents.CustomMessage;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.VitalSnapshot;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * HealthMate's names for events. Its clients know only measured values, conversations, notifications, and events of its
 * own back ends.
 */
final class HealthmateVocabulary {

    private HealthmateVocabulary() {}

    static Vocabulary create() {
        return Vocabulary.builder(HealthmateVocabulary::text)
                .render(VITAL_RECORDED, (recorded, at) -> vitalFrames(recorded.vital(), at))
                .render(
                        VITAL_ALERT_RAISED,
                        "health_alert",
                        (raised, at) -> new JsonObject().put("alert", HealthmateJson.alert(raised.alert())))
                .render(MESSAGE_SENT, "chat_message", (sent, at) -> message(sent.message()))
                .render(
                        TYPING_CHANGED,
                        (typing, at) -> List.of(text(
                                typing.typing() ? "typing_start" : "typing_stop",
                                conversationFields(typing.threadId(), typing.userId(), typing.userName()),
                                at)))
                .render(
                        VISITORS_CHANGED,
                        (changed, at) -> List.of(text(
                                changed.present() ? "user_joined" : "user_left",
                                conversationFields(changed.threadId(), changed.userId(), changed.userName()),
                                at)))
                .render(
                        NOTIFICATION_CREATED,
                        "notification",
                        (created, at) -> new JsonObject()
                                .put("notification", HealthmateJson.notification(created.notification())))
                .render(
                        NOTIFICATION_REPEATED,
                        "notification",
                        (repeated, at) -> new JsonObject()
                                .put("notification", HealthmateJson.notification(repeated.notification())))
                .render(CUSTOM_EMITTED, HealthmateVocabulary::custom)
                .render(CUSTOM_SIGNALLED, HealthmateVocabulary::custom)
                .verbatimFrames(HealthmateFamily.WIRE.family())
                .silentOtherwise();
    }

    private static String text(String type, JsonObject fields, Instant at) {
        JsonObject frame = Frames.of(type);
        fields.fields().forEach(frame::put);
        return Frames.text(frame, at);
    }

    /** The frame of the guide, and the frame that the clients of its server know. */
    private static List<String> vitalFrames(VitalSnapshot vital, Instant at) {
        return List.of(
                text("health_update", new JsonObject().put("data", HealthmateJson.metric(vital)), at),
                text("health_data_update", new JsonObject().put("data", HealthmateJson.vital(vital)), at));
    }

    /** Both shapes in one frame, since both have the same type. */
    private static JsonObject message(MessageSnapshot message) {
        return new JsonObject()
                .put("data", HealthmateJson.briefMessage(message))
                .put("message", HealthmateJson.message(message));
    }

    private static JsonObject conversationFields(String threadId, String userId, String userName) {
        return new JsonObject()
                .put("conversation_id", threadId)
                .put("user_id", Frames.userId(userId))
                .put("user_name", userName);
    }

    /** The fields of an object become fields of the frame, such as the {@code summary} of a {@code health_summary}. */
    private static List<String> custom(CustomMessage message, Instant at) {
        Optional<JsonValue> data = message.data().flatMap(HealthmateVocabulary::parsed);
        JsonObject fields = new JsonObject();
        if (data.isPresent() && data.get().isObject()) {
            data.get().names().stream()
                    .filter(name -> !name.equals("type") && !name.equals("timestamp"))
                    .forEach(name -> fields.putJson(
                            name, data.get().field(name).map(JsonValue::json).or(() -> Optional.of("null"))));
        } else {
            fields.putJson("data", message.data());
        }
        return List.of(text(message.name(), fields, at));
    }

    private static Optional<JsonValue> parsed(String json) {
        try {
            return Optional.of(Json.parse(json));
        } catch (MalformedJsonException malformed) {
            return Optional.empty();
        }
    }
}
