package dev.carewire.dialect.keney;

import dev.carewire.json.JsonObject;
import java.time.Instant;

/**
 * The format of KeneyApp's messages. Instants are ISO texts in UTC with milliseconds and {@code Z}, which browsers
 * parse correctly.
 */
final class KeneyFrames {

    private KeneyFrames() {}

    static String text(String type, JsonObject data, Instant at) {
        return new JsonObject()
                .put("type", type)
                .put("data", data)
                .put("timestamp", at)
                .json();
    }

    /**
     * An error.
     *
     * @param code for programs; the family's own clients read {@code error} only
     */
    static String error(String text, String code, Instant at) {
        return text("error", new JsonObject().put("error", text).put("code", code), at);
    }

    /** The answer to a JSON ping, and on the path of rooms also to a bare one. */
    static String pong(Instant at) {
        return text("pong", new JsonObject().put("pong", true), at);
    }

    /** The answer to a bare ping on the path of notifications. */
    static String textPong(Instant at) {
        return new JsonObject()
                .put("type", "pong")
                .put("data", "pong")
                .put("timestamp", at)
                .json();
    }
}
