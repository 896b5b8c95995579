package dev.carewire.transport.netty;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The user that has sent the current request of a connection. The edge that answers the request states it before the response, if the
 * request has a valid token or belongs to a session. It holds until the next head. Any thread.
 */
public final class RequestSender {

    private static final AttributeKey<Supplier<Optional<KnownUser>>> CURRENT =
            AttributeKey.valueOf(RequestSender.class, "current");

    private RequestSender() {}

    /**
     * States who has sent the current request on {@code channel}.
     *
     * @param sender empty while the user is unknown; read with the response, on the event loop; must not block
     */
    public static void attach(Channel channel, Supplier<Optional<KnownUser>> sender) {
        channel.attr(CURRENT).set(sender);
    }

    /** The user that has sent the current request; empty for a stranger. */
    static Optional<KnownUser> of(Channel channel) {
        Supplier<Optional<KnownUser>> sender = channel.attr(CURRENT).get();
        return sender == null ? Optional.empty() : sender.get();
    }

    /** The head of another request has arrived. */
    static void detach(Channel channel) {
        channel.attr(CURRENT).set(null);
    }
}
