package dev.carewire.transport.netty;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.SocketAddress;

/**
 * The address of the client that uses a connection: the peer's, or the one that a trusted proxy names. A proxy may send requests of several
 * clients on one connection, so each request has its own. It holds from the head of the request until the next head. On a WebSocket it is
 * that of the handshake. Any thread.
 */
public final class ClientAddress {

    private static final AttributeKey<SocketAddress> OF_CONNECTION =
            AttributeKey.valueOf(ClientAddress.class, "ofConnection");

    private static final AttributeKey<SocketAddress> OF_REQUEST =
            AttributeKey.valueOf(ClientAddress.class, "ofRequest");

    private ClientAddress() {}

    /** The address of the client of the current request on {@code channel}. */
    public static SocketAddress of(Channel channel) {
        SocketAddress named = channel.attr(OF_REQUEST).get();
        return named == null ? ofConnection(channel) : named;
    }

    /** The other end of the connection: the peer, or its client by the PROXY protocol. */
    static SocketAddress ofConnection(Channel channel) {
        SocketAddress named = channel.attr(OF_CONNECTION).get();
        return named == null ? channel.remoteAddress() : named;
    }

    /** Sets what the PROXY protocol names. */
    static void setOfConnection(Channel channel, SocketAddress address) {
        channel.attr(OF_CONNECTION).set(address);
    }

    /** Sets the address of the request whose head has arrived. */
    static void setOfRequest(Channel channel, SocketAddress address) {
        channel.attr(OF_REQUEST).set(address);
    }
}
