package dev.carewire.transport.socketio;

import dev.carewire.dialect.Credentials;
import dev.carewire.protocol.EngineVersion;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials in the request that opened a session. Dropped once the client has used them.
 *
 * @param parameters of the query, for clients of v3, whose CONNECT has no payload
 */
record HandshakeCredentials(Optional<String> authorization, Optional<String> cookies, Map<String, String> parameters) {

    /** Those of a second CONNECT on a connection, which may only use its own payload. */
    static final HandshakeCredentials EMPTY = new HandshakeCredentials(Optional.empty(), Optional.empty(), Map.of());

    /** The parameters of a query that are credentials. */
    private static final List<String> CREDENTIAL_PARAMETERS = List.of("token", "tenantId");

    static HandshakeCredentials of(HttpHeaders headers, QueryStringDecoder query, EngineVersion version) {
        return new HandshakeCredentials(
                Optional.ofNullable(headers.get(HttpHeaderNames.AUTHORIZATION)),
                Optional.ofNullable(headers.get(HttpHeaderNames.COOKIE)),
                version == EngineVersion.V3 ? credentialParameters(query) : Map.of());
    }

    private static Map<String, String> credentialParameters(QueryStringDecoder query) {
        Map<String, String> proofs = new HashMap<>();
        try {
            CREDENTIAL_PARAMETERS.forEach(
                    name -> query.parameters().getOrDefault(name, List.of()).forEach(value -> proofs.put(name, value)));
        } catch (IllegalArgumentException malformedEscape) {
            proofs.clear();
        }
        return proofs;
    }

    /** Adds the payload of a CONNECT, which may be empty. */
    Credentials credentials(String payload) {
        return new Credentials(payload.isEmpty() ? Optional.empty() : Optional.of(payload), authorization, cookies);
    }

    /** Adds the query of a namespace in v3, which takes precedence over that of the request. */
    Credentials credentials(QueryStringDecoder namespaceQuery) {
        Map<String, String> all = new HashMap<>(parameters);
        all.putAll(credentialParameters(namespaceQuery));
        return Credentials.ofParameters(all, authorization, cookies);
    }

    /** Shows nothing: everything is secret. */
    @Override
    public String toString() {
        return "Handshake[]";
    }
}
