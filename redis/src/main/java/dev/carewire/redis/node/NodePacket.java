package dev.carewire.redis.node;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * An event for clients, as Socket.IO's packet of type 2 ({@code EVENT}). Its text form shows no argument.
 *
 * @param namespace of the clients, such as {@code /}
 * @param event its name, not one of {@link #RESERVED}
 * @param arguments that follow the name
 */
public record NodePacket(String namespace, String event, List<NodeValue> arguments) {

    /** The names that Socket.IO reserves. A client ends its connection if it receives one. */
    public static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    /** The packet's type on the wire. */
    static final int TYPE = 2;

    /** The type of an event with bytes. The adapter sends it as {@link #TYPE}, older servers as this one. */
    static final int BINARY_TYPE = 5;

    public NodePacket {
        Objects.requireNonNull(namespace, "namespace");
        if (RESERVED.contains(event)) {
            throw new IllegalArgumentException("event: " + event + " (expected: none that Socket.IO reserves)");
        }
        arguments = List.copyOf(arguments);
    }

    /** The arguments as clients receive them. */
    public JsonArguments jsonArguments() {
        return JsonArguments.of(arguments);
    }

    @Override
    public String toString() {
        return "NodePacket[" + namespace + ", " + event + ", " + arguments.size() + " arguments]";
    }
}
