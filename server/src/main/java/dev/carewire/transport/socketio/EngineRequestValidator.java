package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientsBox;
import dev.carewire.protocol.EngineVersion;
import dev.carewire.protocol.HandshakeError;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Checks a request against the Engine.IO protocol: transport, session, method and version. Any thread. */
final class EngineRequestValidator {

    private static final String WEBSOCKET_VERSION = "13";

    private final ClientsBox clients;
    private final EngineConfig config;

    /** Creates a validator for these clients. */
    EngineRequestValidator(ClientsBox clients, EngineConfig config) {
        this.clients = clients;
        this.config = config;
    }

    /** The result for a request. */
    sealed interface Outcome {
        record Valid(EngineRequest request) implements Outcome {}

        record Invalid(HandshakeError error) implements Outcome {}

        /** A second WebSocket for a session that already has one. */
        record Duplicate() implements Outcome {}
    }

    Outcome validate(HttpRequest request, QueryStringDecoder query, Endpoint endpoint) {
        Optional<Transport> transport = parameter(query, "transport").flatMap(this::transport);
        if (transport.isEmpty()) {
            return new Outcome.Invalid(HandshakeError.TRANSPORT_UNKNOWN);
        }
        if (transport.get() == Transport.WEBSOCKET && !asksForWebSocket(request)) {
            return new Outcome.Invalid(HandshakeError.BAD_REQUEST);
        }
        if (transport.get() == Transport.POLLING && parameter(query, "j").isPresent()) {
            // The request of a script tag has no origin, and its cookies would open the clinic to every site.
            return new Outcome.Invalid(HandshakeError.JSONP_UNSUPPORTED);
        }
        Optional<String> sid = sid(query);
        return sid.isEmpty()
                ? checkOpening(request, query, endpoint, transport.get())
                : checkSession(request, query, endpoint, transport.get(), sid.get());
    }

    private Outcome checkOpening(
            HttpRequest request, QueryStringDecoder query, Endpoint endpoint, Transport transport) {
        if (!request.method().equals(HttpMethod.GET)) {
            return new Outcome.Invalid(HandshakeError.BAD_HANDSHAKE_METHOD);
        }
        EngineVersion version = EngineVersion.ofParameter(parameter(query, "EIO"));
        if (version == EngineVersion.V3 && !config.offers(EngineFeature.EIO3)) {
            return new Outcome.Invalid(HandshakeError.UNSUPPORTED_VERSION);
        }
        HandshakeCredentials handshake = HandshakeCredentials.of(request.headers(), query, version);
        return new Outcome.Valid(
                new EngineRequest(endpoint, transport, Optional.empty(), format(version, query), handshake));
    }

    private static PayloadFormat format(EngineVersion version, QueryStringDecoder query) {
        if (version == EngineVersion.V4) {
            return PayloadFormat.SEPARATED;
        }
        return parameter(query, "b64").isPresent() ? PayloadFormat.PREFIXED_TEXT : PayloadFormat.PREFIXED;
    }

    /** The session that a request names, if it is one of its endpoint. */
    Optional<EngineSession> session(QueryStringDecoder query, Endpoint endpoint) {
        return parameter(query, "sid").flatMap(EngineRequestValidator::uuid).flatMap(sid -> session(sid, endpoint));
    }

    private Optional<EngineSession> session(UUID sid, Endpoint endpoint) {
        return Optional.ofNullable(clients.get(sid))
                .map(SessionStore::of)
                .filter(session -> session.endpoint().equals(endpoint));
    }

    private Outcome checkSession(
            HttpRequest request, QueryStringDecoder query, Endpoint endpoint, Transport transport, String text) {
        Optional<UUID> sid = uuid(text);
        Optional<EngineSession> named = sid.flatMap(id -> session(id, endpoint));
        if (named.isEmpty()) {
            return new Outcome.Invalid(HandshakeError.SESSION_UNKNOWN);
        }
        EngineSession session = named.get();
        if (EngineVersion.ofParameter(parameter(query, "EIO")) != session.version()) {
            return new Outcome.Invalid(HandshakeError.BAD_REQUEST);
        }
        EngineRequest valid = new EngineRequest(endpoint, transport, sid, session.format(), HandshakeCredentials.EMPTY);
        if (transport == Transport.WEBSOCKET) {
            // Like the reference server, open a duplicate WebSocket and close it, without an error response.
            return session.claimWebSocket() ? new Outcome.Valid(valid) : new Outcome.Duplicate();
        }
        boolean methodFits =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.POST);
        return methodFits && !session.usesWebSocket()
                ? new Outcome.Valid(valid)
                : new Outcome.Invalid(HandshakeError.BAD_REQUEST);
    }

    /** Whether a GET with this target waits for packets of a session. */
    static boolean isPoll(QueryStringDecoder query) {
        return sid(query).isPresent()
                && parameter(query, "transport").filter("polling"::equals).isPresent();
    }

    private static Optional<String> sid(QueryStringDecoder query) {
        return parameter(query, "sid").filter(text -> !text.isEmpty());
    }

    private static boolean asksForWebSocket(HttpRequest request) {
        return request.method().equals(HttpMethod.GET)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
                && request.headers().containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
                && request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)
                && request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, WEBSOCKET_VERSION, true);
    }

    private Optional<Transport> transport(String name) {
        return switch (name) {
            case "polling" -> Optional.of(Transport.POLLING);
            case "websocket" ->
                config.offers(EngineFeature.WEBSOCKET) ? Optional.of(Transport.WEBSOCKET) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> parameter(QueryStringDecoder query, String name) {
        try {
            // Of several, the last one counts, as on the reference server.
            List<String> values = query.parameters().getOrDefault(name, List.of());
            return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
        } catch (IllegalArgumentException malformedEscape) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
