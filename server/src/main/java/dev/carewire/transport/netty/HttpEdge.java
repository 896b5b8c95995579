package dev.carewire.transport.netty;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;

/** A protocol that is served on the port: selects its requests and handles them. Any thread; no method blocks. */
public interface HttpEdge {

    /**
     * Whether this edge answers a request. The port passes requests on one at a time: the next one of a connection after the response to the
     * previous one.
     *
     * @param rawPath percent-encoded, without the query; empty if the request could not be decoded
     */
    boolean claims(HttpMethod method, String rawPath);

    /** Largest body of this edge's requests, in bytes; by default, requests have no body. */
    default int maxBody() {
        return 0;
    }

    /** The time of a body that this edge does not receive in pieces; by default 10 s, and 1 s per 32 KiB. */
    default BodyDeadline bodyDeadline() {
        return BodyDeadline.WHOLE;
    }

    /**
     * Whether this edge itself answers a body above {@link #maxBody}, in its own form. The port passes the body on if some edge accepts
     * bodies of that size. By default, the port answers 413.
     */
    default boolean answersLargeBodies() {
        return false;
    }

    /**
     * Whether this edge receives the body of a request that it claims in pieces, after the request's head. The port aggregates all
     * other requests.
     *
     * @param rawPath as for {@link #claims}
     */
    default boolean streamsBody(HttpMethod method, String rawPath) {
        return false;
    }

    /**
     * The port has rejected the body of a request that this edge claimed, for its size or its time, and answers it. By default, nothing
     * happens. Called on the connection's event loop.
     */
    default void onBodyRejected(QueryStringDecoder target) {}

    /**
     * How metrics name a request that this edge claims; by default, as one without a route. Called once the request has an answer, on the
     * connection's event loop.
     */
    default MeasuredRoute measuredRoute(HttpMethod method, QueryStringDecoder target) {
        return MeasuredRoute.NONE;
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
