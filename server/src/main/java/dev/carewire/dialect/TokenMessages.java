package dev.carewire.dialect;

import dev.carewire.hub.Session;
import dev.carewire.json.Json;
import dev.carewire.json.JsonObject;
import dev.carewire.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the Socket.IO families say of tokens that end, an addition of ours to their contracts: the server warns with
 * {@code auth:expiring}, the client sends {@code auth:refresh} with a new {@code token}, the answer is {@code auth:refreshed} or
 * the acknowledgement. Immutable; any thread.
 */
public final class TokenMessages {

    /** What the client sends. */
    static final String REFRESH = "auth:refresh";

    private static final String EXPIRES_AT = "expiresAt";

    private final Function<Instant, Object> instantFormat;

    /**
     * The messages of one family.
     *
     * @param moment how it writes a point in time
     */
    public TokenMessages(Function<Instant, Object> moment) {
        this.instantFormat = moment;
    }

    /** The warning before a token's end. */
    public List<String> expiryWarning(Instant end) {
        return List.of(EventMessage.text("auth:expiring", new JsonObject().put(EXPIRES_AT, instantFormat.apply(end))));
    }

    /**
     * The token that a client presents to go on with; empty if its message is about something else.
     *
     * @throws dev.carewire.command.RejectedException INVALID if there is no token in it
     */
    public Optional<String> renewalToken(InboundMessage message) {
        if (!message.text().contains(REFRESH)) {
            return Optional.empty();
        }
        EventMessage event = EventMessage.parse(message.text());
        if (!event.name().equals(REFRESH)) {
            return Optional.empty();
        }
        Optional<JsonValue> argument = event.arguments().stream().findFirst();
        return Optional.of(argument.flatMap(object -> object.text("token"))
                .filter(token -> !token.isBlank())
                .orElseThrow(Argument.invalid("token", "the text of a token")));
    }

    /** The session goes on with the token that {@code message} presented. */
    public void confirmRefresh(Session session, InboundMessage message) {
        Optional<Object> end = session.caller().principal().expiresAt().map(instantFormat);
        if (message.wantsAck()) {
            JsonObject answer = new JsonObject().put("success", true).put(EXPIRES_AT, end);
            message.acknowledge(Json.write(List.of(answer.fields())));
        } else {
            session.send(List.of(EventMessage.text("auth:refreshed", new JsonObject().put(EXPIRES_AT, end))));
        }
    }
}
