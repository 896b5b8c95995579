package dev.carewire.dialect.keney;

import dev.carewire.command.RejectedException;
import dev.carewire.dialect.CommandProtocol;
import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.dialect.Reply;
import dev.carewire.hub.Session;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.text.Texts;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Commands are JSON objects with a {@code type}, but for the bare text {@code ping}, a command without an argument. What succeeds is
 * answered by the command itself, if at all; what fails with a frame {@code error} to its sender.
 */
final class KeneyProtocol implements CommandProtocol {

    static final String PING = "ping";

    private static final int MAX_SHOWN_CHARACTERS = 64;

    private final Clock clock;

    KeneyProtocol(Clock clock) {
        this.clock = clock;
    }

    /** The two texts are those of the contract, the second for JSON that is no object. */
    @Override
    public EventMessage parse(String text) {
        if (text.strip().equals(PING)) {
            return new EventMessage(PING, List.of());
        }
        JsonValue frame = parseJson(text).orElseThrow(() -> RejectedException.invalid("Invalid JSON"));
        if (!frame.isObject()) {
            throw RejectedException.invalid("Internal server error");
        }
        return new EventMessage(type(frame), List.of(frame));
    }

    static Optional<JsonValue> parseJson(String text) {
        try {
            return Optional.of(Json.parse(text));
        } catch (MalformedJsonException malformed) {
            return Optional.empty();
        }
    }

    /** No command is called what JSON has besides texts. */
    private static String type(JsonValue frame) {
        Optional<JsonValue> type = frame.field("type");
        return type.flatMap(JsonValue::text).or(() -> type.map(JsonValue::json)).orElse("null");
    }

    /** As its contract has it, a client is shown what it called its message, or the beginning of that. */
    @Override
    public RejectedException unknown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints()
                .limit(MAX_SHOWN_CHARACTERS)
                .map(point -> Texts.isPrintable(point) ? point : '?')
                .forEach(shown::appendCodePoint);
        return RejectedException.invalid("Unknown message type: " + shown);
    }

    @Override
    public Reply reply(Session session, InboundMessage message, Optional<String> command) {
        return new Reply() {
            @Override
            public void succeed(JsonObject result) {
                // The command has said what there is to say.
            }

            @Override
            public void reject(RejectedException refusal) {
                say(refusal.text(), refusal.rejection().name());
            }

            @Override
            public void fail() {
                say("Internal server error", "INTERNAL");
            }

            private void say(String text, String code) {
                session.send(List.of(KeneyFrames.error(text, code, clock.instant())));
            }
        };
    }
}
