package dev.carewire.transport.http;

import dev.carewire.http.ResponseObserver;
import dev.carewire.transport.netty.HttpEdge;
import dev.carewire.transport.netty.MeasuredRoute;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;

/**
 * The HTTP API on a port. Answers every request that no earlier edge claims, also one that could not be decoded.
 *
 * @param maxBody largest body in bytes of a request that is not streamed; default 1,000,000
 */
public record HttpApiEdge(HttpApi api, int maxBody, ResponseObserver observer) implements HttpEdge {

    /** An API that nothing observes. */
    public HttpApiEdge(HttpApi api, int maxBody) {
        this(api, maxBody, ResponseObserver.NONE);
    }

    @Override
    public boolean claims(HttpMethod method, String rawPath) {
        return true;
    }

    @Override
    public boolean streamsBody(HttpMethod method, String rawPath) {
        return api.streamsBody(method, rawPath);
    }

    @Override
    public MeasuredRoute measuredRoute(HttpMethod method, QueryStringDecoder target) {
        return api.route(method, target.rawPath())
                .map(route -> MeasuredRoute.of(route.method(), route.path(), MeasuredRoute.Form.REQUEST))
                .orElse(MeasuredRoute.NONE);
    }

    @Override
    public String entry() {
        return "httpApi";
    }

    @Override
    public void addHandlers(ChannelPipeline pipeline, String next) {
        pipeline.addBefore(next, entry(), new HttpApiHandler(api, observer));
    }
}
