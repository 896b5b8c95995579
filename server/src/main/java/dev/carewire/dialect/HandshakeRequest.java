package dev.carewire.dialect;

import java.util.Map;
import java.util.Optional;

/**
 * A client's request for a WebSocket.
 *
 * @param id of the connection, a random UUID; its session will have the same
 * @param pathVariables the variable parts of the path, by name
 * @param query the parameters of the address; of several with the same name, the first
 * @param authorization the {@code Authorization} header
 * @param cookies the {@code Cookie} header
 */
public record HandshakeRequest(
        String id,
        Map<String, String> pathVariables,
        Map<String, String> query,
        Optional<String> authorization,
        Optional<String> cookies) {

    public HandshakeRequest {
        pathVariables = Map.copyOf(pathVariables);
        query = Map.copyOf(query);
    }

    /** The client's credentials: the query's parameters as payload, and the headers. */
    public Credentials credentials() {
        return Credentials.ofParameters(query, authorization, cookies);
    }

    /** Shows the id only: the rest holds tokens. */
    @Override
    public String toString() {
        return "Visitor[" + id + "]";
    }
}
