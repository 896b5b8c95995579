package dev.carewire.redis.node;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A client's socket on another server. It may hold tokens and personal data, so its text form shows the number of rooms only.
 *
 * @param id in the namespace
 * @param handshake Socket.IO's {@code handshake} object: headers, query, address and others
 * @param rooms in their order
 * @param data attached to the socket by the application
 */
public record PeerSocket(String id, NodeValue handshake, Set<String> rooms, NodeValue data) {

    public PeerSocket {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(handshake, "handshake");
        rooms = Collections.unmodifiableSet(new LinkedHashSet<>(rooms));
        Objects.requireNonNull(data, "data");
    }

    @Override
    public String toString() {
        return "PeerSocket[" + rooms.size() + " rooms]";
    }
}
