package dev.carewire.transport.netty;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.AttributeKey;
import java.util.Objects;

/**
 * The parsed target of the request that the handlers of a connection are processing (RFC 9112, 3.2), so that they do not parse it
 * again. Present while an edge receives the head of a request. For use on the connection's event loop.
 */
public final class RequestTarget {

    static final AttributeKey<QueryStringDecoder> CURRENT = AttributeKey.valueOf(RequestTarget.class, "current");

    private RequestTarget() {}

    /** Path and query of the current request on {@code channel}. */
    public static QueryStringDecoder of(Channel channel) {
        return Objects.requireNonNull(channel.attr(CURRENT).get(), "target");
    }

    static void attach(Channel channel, QueryStringDecoder target) {
        channel.attr(CURRENT).set(target);
    }

    /** Removes the target, whose query may hold a token. */
    static void detach(Channel channel) {
        channel.attr(CURRENT).set(null);
    }
}
