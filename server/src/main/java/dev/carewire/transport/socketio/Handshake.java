package dev.carewire.transport.socketio;

import dev.carewire.dialect.Credentials;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/** What of the request that opened a session may prove who the client is. Dropped once that is decided. */
record Handshake(Optional<String> authorization, Optional<String> cookies) {

    /** A second CONNECT on one connection brings its own proof or none. */
    static final Handshake NOTHING = new Handshake(Optional.empty(), Optional.empty());

    static Handshake of(HttpHeaders headers) {
        return new Handshake(
                Optional.ofNullable(headers.get(HttpHeaderNames.AUTHORIZATION)),
                Optional.ofNullable(headers.get(HttpHeaderNames.COOKIE)));
    }

    Credentials with(String payload) {
        return new Credentials(payload.isEmpty() ? Optional.empty() : Optional.of(payload), authorization, cookies);
    }

    /** Nothing: all of it is secret. */
    @Override
    public String toString() {
        return "Handshake[]";
    }
}
