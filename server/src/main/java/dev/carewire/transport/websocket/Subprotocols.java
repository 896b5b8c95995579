package dev.carewire.transport.websocket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Answers a client's offers in {@code Sec-WebSocket-Protocol} (RFC 6455, 4.2.2) with the first one, as the library {@code ws} does. The
 * subprotocol has no meaning to the server, but clients fail without an answer.
 */
public final class Subprotocols {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");

    private Subprotocols() {}

    /**
     * Adds the first subprotocol of {@code request} to {@code response}, if there is one.
     *
     * @throws WebSocketHandshakeException if an offer has a syntax error or repeats another
     */
    public static void answer(HttpHeaders request, HttpHeaders response) {
        List<String> headers = request.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        if (headers.isEmpty()) {
            return;
        }
        Set<String> names = new HashSet<>();
        String[] offers = String.join(",", headers).split(",", -1);
        for (String offer : offers) {
            String name = offer.strip();
            if (!NAME.matcher(name).matches() || !names.add(name)) {
                throw new WebSocketHandshakeException("Sec-WebSocket-Protocol: malformed");
            }
        }
        response.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, offers[0].strip());
    }
}
