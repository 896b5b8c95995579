package dev.carewire.transport.http;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpRequest;

/** What a listening port needs to know of an HTTP interface. Any thread; never blocks. */
@FunctionalInterface
public interface HttpChannelFactory {

    /** A handler for one connection's requests. */
    ChannelHandler newHandler();

    /**
     * Whether the body of a request goes to the handler in pieces, as they come, after the request's head. All other requests come
     * to the handler whole.
     */
    default boolean streamsBody(HttpRequest head) {
        return false;
    }
}
