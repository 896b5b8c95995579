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
 * The messages about expiring tokens in the Socket.IO families, which are CareWire's addition to their contracts. The
 * server warns with {@code auth:expiring}. The client sends {@code auth:refresh} with a new {@code token}, and receives
 * {@code auth:refreshed} or the acknowledgement. Immutable; any thread.
 */
public final class TokenMessages {

    /** The client's event. */
    static final String REFRESH = "auth:refresh";

    private static final String EXPIRES_AT = "expiresAt";

    private final Function<Instant, Object> instantFormat;

    /**
     * The messages of one family.
     *
     * @param moment formats an instant
     */
    public TokenMessages(Function<Instant, Object> moment) {
        this.instantFormat = moment;
    }

    /** The warning before a token expires. */
    public List<String> expiryWarning(Instant end) {
        return List.of(EventMessage.text("auth:expiring", new JsonObject().put(EXPIRES_AT, instantFormat.apply(end))));
    }

    /**
     * The client's new token; empty if its message is about something else.
     *
     * @throws dev.carewire.command.RejectedException INVALID without a token
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

    /** Confirms that the session continues with the token in {@code message}. */
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
