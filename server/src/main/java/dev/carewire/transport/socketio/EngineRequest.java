package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Transport;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A request that the guard has accepted.
 *
 * @param endpoint the endpoint of its path
 * @param sid the session it belongs to; empty for one that opens a session
 * @param format how the client reads, if it opens a session
 * @param handshake credentials of the request
 */
record EngineRequest(
        Endpoint endpoint,
        Transport transport,
        Optional<UUID> sid,
        PayloadFormat format,
        HandshakeCredentials handshake) {

    private static final AttributeKey<EngineRequest> CURRENT = AttributeKey.valueOf(EngineRequest.class, "current");

    /** The request that the handlers of {@code channel} are processing. */
    static EngineRequest attachedTo(Channel channel) {
        return Objects.requireNonNull(channel.attr(CURRENT).get(), "request");
    }

    void attachTo(Channel channel) {
        channel.attr(CURRENT).set(this);
    }

    /** Removes the request from the channel after the handlers have processed it. */
    static void detachFrom(Channel channel) {
        channel.attr(CURRENT).set(null);
    }
}
