package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import dev.carewire.protocol.HandshakeError;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rules of the Engine.IO v4 protocol for a request as a whole: version, transport, session, method. Any thread. */
final class RequestCheck {

    private static final String VERSION = "4";
    private static final String WEBSOCKET_VERSION = "13";

    private final ClientsBox clients;
    private final boolean webSocket;

    /**
     * Rules over these clients.
     *
     * @param webSocket whether that transport is offered
     */
    RequestCheck(ClientsBox clients, boolean webSocket) {
        this.clients = clients;
        this.webSocket = webSocket;
    }

    /** What a request comes to. */
    sealed interface Outcome {
        record Valid(EngineRequest request) implements Outcome {}

        record Invalid(HandshakeError error) implements Outcome {}
    }

    Outcome check(HttpRequest request, QueryStringDecoder query, Endpoint endpoint) {
        Optional<Transport> transport = parameter(query, "transport").flatMap(this::transport);
        if (transport.isEmpty()) {
            return new Outcome.Invalid(HandshakeError.TRANSPORT_UNKNOWN);
        }
        if (!parameter(query, "EIO").equals(Optional.of(VERSION))) {
            return new Outcome.Invalid(HandshakeError.UNSUPPORTED_VERSION);
        }
        if (transport.get() == Transport.WEBSOCKET && !asksForWebSocket(request)) {
            return new Outcome.Invalid(HandshakeError.BAD_REQUEST);
        }
        Optional<String> sid = parameter(query, "sid");
        return sid.isEmpty()
                ? checkOpening(request, endpoint, transport.get())
                : checkSession(request, endpoint, transport.get(), sid.get());
    }

    private static Outcome checkOpening(HttpRequest request, Endpoint endpoint, Transport transport) {
        return request.method().equals(HttpMethod.GET)
                ? valid(request, endpoint, transport, Optional.empty())
                : new Outcome.Invalid(HandshakeError.BAD_HANDSHAKE_METHOD);
    }

    private Outcome checkSession(HttpRequest request, Endpoint endpoint, Transport transport, String text) {
        Optional<UUID> sid = uuid(text);
        ClientHead head = sid.map(clients::get).orElse(null);
        if (head == null || !SessionStore.of(head).endpoint().equals(endpoint)) {
            return new Outcome.Invalid(HandshakeError.SESSION_UNKNOWN);
        }
        boolean upgraded = head.getCurrentTransport() == Transport.WEBSOCKET;
        boolean methodFits = request.method().equals(HttpMethod.GET)
                || (transport == Transport.POLLING && request.method().equals(HttpMethod.POST));
        // One WebSocket a session: neither a second one, nor polling beside it.
        boolean secondUpgrade =
                transport == Transport.WEBSOCKET && SessionStore.of(head).hasWebSocket();
        if (upgraded || secondUpgrade || !methodFits) {
            return new Outcome.Invalid(HandshakeError.BAD_REQUEST);
        }
        return valid(request, endpoint, transport, sid);
    }

    private static Outcome valid(HttpRequest request, Endpoint endpoint, Transport transport, Optional<UUID> sid) {
        return new Outcome.Valid(new EngineRequest(endpoint, transport, sid, Handshake.of(request.headers())));
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
            case "websocket" -> webSocket ? Optional.of(Transport.WEBSOCKET) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> parameter(QueryStringDecoder query, String name) {
        try {
            List<String> values = query.parameters().getOrDefault(name, List.of());
            return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
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
