package dev.carewire.transport.netty;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMethod;

/** A protocol that is served on the port: selects its requests and handles them. Any thread; no method blocks. */
public interface HttpEdge {

    /** Whether an edge answers a request, and how the request shares its connection with others. */
    enum Claim {
        /** The edge does not answer the request. */
        NONE,
        /** The edge answers the request in its turn: other requests may be pending on the connection. */
        PIPELINED,
        /** The edge answers the request out of turn: the port closes the connection when another request is pending on it. */
        EXCLUSIVE
    }

    /**
     * Whether this edge answers a request.
     *
     * @param rawPath percent-encoded, without the query; empty if the request could not be decoded
     */
    Claim claim(HttpMethod method, String rawPath);

    /**
     * Largest body of this edge's requests, in bytes; by default, requests have no body. The port answers 413 to a larger body of a
     * pipelined request. An edge whose requests are exclusive answers it in its own form: the port passes it on if some edge accepts
     * bodies of that size.
     */
    default int maxBody() {
        return 0;
    }

    /**
     * Whether this edge receives the body of a request that it claims in pieces, after the request's head. The port aggregates all
     * other requests.
     *
     * @param rawPath as for {@link #claim}
     */
    default boolean streamsBody(HttpMethod method, String rawPath) {
        return false;
    }

    /** Name of the handler that receives this edge's requests: the first of those that {@link #addHandlers} adds. */
    String entry();

    /**
     * Adds this edge's handlers to a connection, before its first request is dispatched. Called on the connection's event loop.
     *
     * @param next name of the handler before which they are placed
     */
    void addHandlers(ChannelPipeline pipeline, String next);
}
