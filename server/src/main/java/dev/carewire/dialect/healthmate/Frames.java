package dev.carewire.dialect.healthmate;

import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import java.time.Instant;
import java.util.Optional;

/** HealthMate's frames: objects with {@code type} first, and with {@code timestamp}. Any thread; never blocks. */
final class Frames {

    /** Longest {@code correlation_id} that is returned, in characters. */
    static final int MAX_CORRELATION_LENGTH = 128;

    /** The text for malformed JSON, which ends the connection. */
    static final String MALFORMED = "Error";

    static final String INVALID_FORMAT = "Invalid message format";
    static final String UNKNOWN_TYPE = "Unknown message type";

    /** Whether a list has more items than its limit. */
    static final String HAS_MORE = "has_more";

    private static final String CORRELATION = "correlation_id";
    private static final Optional<String> NULL = Optional.of("null");

    private Frames() {}

    /** The start of a frame. */
    static JsonObject of(String type) {
        return new JsonObject().put("type", type);
    }

    /** The text of an unsolicited frame. */
    static String text(JsonObject frame, Instant at) {
        return frame.put("timestamp", at).json();
    }

    /**
     * The text of an answer.
     *
     * @param correlation the result of {@link #correlation} for the question
     */
    static String text(JsonObject frame, Optional<String> correlation, Instant at) {
        return text(frame.putJson(CORRELATION, correlation), at);
    }

    /** JSON text of the {@code correlation_id} of a client's frame: a text, or a whole number. */
    static Optional<String> correlation(JsonValue frame) {
        return frame.field(CORRELATION)
                .filter(id -> id.integer().isPresent()
                        || id.text()
                                .filter(text -> text.length() <= MAX_CORRELATION_LENGTH)
                                .isPresent())
                .map(JsonValue::json);
    }

    static JsonObject error(String message) {
        return of("error").put("message", message);
    }

    static JsonObject authenticationFailed(String message) {
        return of("authentication_failed").put("message", message);
    }

    static JsonObject pong() {
        return of("pong");
    }

    static JsonObject unsubscribed(String subscription) {
        return of("unsubscription_success").put("subscription", subscription);
    }

    static JsonObject acknowledgment() {
        return of("acknowledgment").put("message", "Message received");
    }

    /** A user's id: a number, as in that system, if it is one; else a text. */
    static Object userId(String id) {
        return id.matches("[1-9][0-9]{0,14}") ? (Object) Long.valueOf(id) : (Object) id;
    }

    /** A number, without needless decimals. */
    static Object number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? (Object) (long) number : (Object) number;
    }

    /** Adds a field that is null without a value. */
    static JsonObject putOrNull(JsonObject object, String name, Optional<?> value) {
        return value.isPresent() ? object.put(name, value) : object.putJson(name, NULL);
    }
}
