package dev.carewire.dialect.healthmate;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.CommandProtocol;
import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.dialect.Reply;
import dev.carewire.hub.Session;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A command is a frame whose {@code type} names it; the frame itself is the argument. The answer is the frame of its
 * result, nothing, or {@code error}. Malformed JSON ends the connection. On the combined path, unknown commands are
 * acknowledged.
 */
final class HealthmateProtocol implements CommandProtocol {

    private final HealthmateEndpoint endpoint;
    private final HealthmateConnections connections;
    private final Clock clock;

    HealthmateProtocol(HealthmateEndpoint service, HealthmateConnections connections, Clock clock) {
        this.endpoint = service;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public EventMessage parse(String text) {
        JsonValue frame = parseFrame(text);
        return new EventMessage(type(frame), List.of(frame));
    }

    /**
     * The object in a frame.
     *
     * @throws RejectedException for any other text
     */
    static JsonValue parseFrame(String text) {
        JsonValue frame;
        try {
            frame = Json.parse(text);
        } catch (MalformedJsonException malformed) {
            throw RejectedException.invalid(Json.isWithinMaxDepth(text) ? Frames.MALFORMED : Frames.INVALID_FORMAT);
        }
        if (!frame.isObject()) {
            throw RejectedException.invalid(Frames.INVALID_FORMAT);
        }
        return frame;
    }

    /**
     * The type of a frame.
     *
     * @throws RejectedException without one
     */
    static String type(JsonValue frame) {
        return frame.text("type").orElseThrow(() -> RejectedException.invalid(Frames.INVALID_FORMAT));
    }

    @Override
    public RejectedException unknown(String name) {
        return RejectedException.invalid(Frames.UNKNOWN_TYPE);
    }

    /**
     * The frame for a rejection; empty if the connection ends instead, which this method triggers.
     *
     * @param text the client's frame
     */
    Optional<JsonObject> errorFrame(String connectionId, String text, RejectedException refusal) {
        boolean unheard = List.of(Frames.MALFORMED, Frames.INVALID_FORMAT, Frames.UNKNOWN_TYPE)
                .contains(refusal.text());
        if (unheard && endpoint == HealthmateEndpoint.COMBINED && !text.isEmpty()) {
            return Optional.of(Frames.acknowledgment());
        }
        if (refusal.text().equals(Frames.MALFORMED)) {
            connections.close(connectionId, Frames.MALFORMED);
            return Optional.empty();
        }
        String message =
                refusal.rejection() == Rejection.FORBIDDEN ? Subscription.INSUFFICIENT_PERMISSIONS : refusal.text();
        connections.connection(connectionId).ifPresent(one -> one.recordError(message));
        return Optional.of(Frames.error(message));
    }

    /** The client's correlation id, which its answers repeat. */
    static Optional<String> correlation(String text) {
        if (!text.contains("correlation_id")) {
            return Optional.empty();
        }
        try {
            return Frames.correlation(Json.parse(text));
        } catch (MalformedJsonException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public Reply reply(Session session, InboundMessage message, Optional<String> command) {
        return new FrameReply(session, message.text());
    }

    private final class FrameReply implements Reply {

        private final Session session;
        private final String requestText;

        FrameReply(Session session, String asked) {
            this.session = session;
            this.requestText = asked;
        }

        @Override
        public void succeed(JsonObject result) {
            if (!result.fields().isEmpty()) {
                send(result);
            }
        }

        @Override
        public void reject(RejectedException refusal) {
            errorFrame(session.id(), requestText, refusal).ifPresent(this::send);
        }

        @Override
        public void fail() {
            connections.connection(session.id()).ifPresent(one -> one.recordError("Internal error"));
            send(Frames.error("Internal error"));
        }

        private void send(JsonObject frame) {
            session.send(List.of(Frames.text(frame, correlation(requestText), clock.instant())));
        }
    }
}
