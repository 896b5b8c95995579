package dev.carewire.dialect;

import dev.carewire.json.Json;
import dev.carewire.json.JsonValue;
import dev.carewire.json.MalformedJsonException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The credentials of a client.
 *
 * @param payload JSON text of the client's first message, such as the payload of a Socket.IO CONNECT
 * @param authorization the {@code Authorization} header of the handshake
 * @param cookies the {@code Cookie} header of the handshake
 */
public record Credentials(Optional<String> payload, Optional<String> authorization, Optional<String> cookies) {

    private static final String SCHEME = "bearer ";

    /**
     * The credentials of a client whose protocol has no such message, so that its address contains them.
     *
     * @param parameters become the fields of the payload; empty for none
     */
    public static Credentials ofParameters(
            Map<String, String> parameters, Optional<String> authorization, Optional<String> cookies) {
        Optional<String> payload = parameters.isEmpty() ? Optional.empty() : Optional.of(Json.write(parameters));
        return new Credentials(payload, authorization, cookies);
    }

    /** The field of the payload; empty if it is missing or null, or the payload is not an object. */
    public Optional<JsonValue> field(String name) {
        return payload.flatMap(Credentials::parsed).flatMap(object -> object.field(name));
    }

    /** The token of an {@code Authorization: Bearer} header. */
    public Optional<String> bearer() {
        return authorization
                .map(String::strip)
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(token -> !token.isEmpty());
    }

    /** The value of the first cookie with that name, unless it is empty. */
    public Optional<String> cookie(String name) {
        return cookies.stream()
                .flatMap(header -> Stream.of(header.split(";", -1)))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].strip().equals(name))
                .map(pair -> pair[1].strip())
                .findFirst()
                .filter(value -> !value.isEmpty());
    }

    private static Optional<JsonValue> parsed(String json) {
        try {
            return Optional.of(Json.parse(json));
        } catch (MalformedJsonException malformed) {
            return Optional.empty();
        }
    }

    /** Shows nothing: all of it is secret. */
    @Override
    public String toString() {
        return "Credentials[]";
    }
}
