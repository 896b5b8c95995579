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
 * The wire format of KeneyApp's commands and of the answers to them. A command is a JSON object with a {@code type}, or
 * the bare text {@code ping}, which has no argument. Successful commands send their own answers. If a command fails,
 * its sender receives a frame {@code error}.
 */
final class KeneyProtocol implements CommandProtocol {

    /** The only command that is also valid as bare text. */
    static final String PING = "ping";

    private static final int MAX_SHOWN_CHARACTERS = 64;

    private final Clock clock;

    KeneyProtocol(Clock clock) {
        this.clock = clock;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Both error texts are those of the contract, even the one for JSON that is not an object.
     */
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

    /** Parses {@code text}; empty if it is not JSON. */
    static Optional<JsonValue> parseJson(String text) {
        try {
            return Optional.of(Json.parse(text));
        } catch (MalformedJsonException malformed) {
            return Optional.empty();
        }
    }

    /** Types that are not texts match no command. */
    private static String type(JsonValue frame) {
        Optional<JsonValue> type = frame.field("type");
        return type.flatMap(JsonValue::text).or(() -> type.map(JsonValue::json)).orElse("null");
    }

    /** As the contract states, the answer repeats the client's type, cut to {@value #MAX_SHOWN_CHARACTERS} characters. */
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
                // The command itself has sent its answer.
            }

            @Override
            public void reject(RejectedException refusal) {
                sendError(refusal.text(), refusal.rejection().name());
            }

            @Override
            public void fail() {
                sendError("Internal server error", "INTERNAL");
            }

            private void sendError(String text, String code) {
                session.send(List.of(KeneyFrames.error(text, code, clock.instant())));
            }
        };
    }
}
