package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Transport;
import dev.carewire.http.HttpErrors;
import dev.carewire.protocol.HandshakeError;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.Door;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of the library: only requests that the protocol allows, from pages that may come, reach it, with a query that
 * holds nothing else. Requests for other paths go to the HTTP API. One per connection.
 */
final class Guard extends ChannelDuplexHandler {

    private final Map<String, Endpoint> endpoints;
    private final RequestCheck check;
    private final OriginPolicy origins;
    private final Door door;

    /** How long after an answer a connection is kept on which no request and no answer follows. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

    /** How long a new connection may take to ask for something. */
    private final Duration firstRequest;

    /** Of requests to the API: the aggregator's limit is the larger one of these and of what polling clients post. */
    private final int maxBody;

    /** Requests that were not answered yet, and whether a Socket.IO request is among them. */
    private int open;

    private boolean engineOpen;
    private @Nullable Future<?> idle;

    /**
     * A guard for one connection.
     *
     * @param endpoints by path, with and without trailing slash
     */
    Guard(Map<String, Endpoint> endpoints, RequestCheck check, OriginPolicy origins, EdgeConfig config, Door door) {
        this.endpoints = endpoints;
        this.check = check;
        this.origins = origins;
        this.firstRequest = config.authenticationTimeout();
        this.maxBody = config.maxBody();
        this.door = door;
    }

    /** Goes no further: the library's own timer would end connections that ask for other paths than its own. */
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        closeWhenIdle(ctx, firstRequest);
    }

    private void closeWhenIdle(ChannelHandlerContext ctx, Duration time) {
        idle = ctx.executor().schedule(() -> ctx.close(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void busy() {
        Future<?> timer = idle;
        if (timer != null) {
            timer.cancel(false);
            idle = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (!(message instanceof FullHttpRequest request)) {
            passPiece(ctx, message);
            return;
        }
        if (!ctx.channel().isActive()) {
            // Requests that came with the last one are decoded even if it was the connection's end.
            request.release();
            return;
        }
        QueryStringDecoder query = new QueryStringDecoder(request.uri());
        // What could not be read to its end is nobody's request but the API's, which says so.
        boolean readable = request.decoderResult().isSuccess();
        Endpoint endpoint = readable ? endpoints.get(query.rawPath()) : null;
        if (engineOpen || (endpoint != null && open > 0)) {
            // Answers to polls do not come in the order of the requests, so a second one may not share the connection.
            request.release();
            ctx.close();
            return;
        }
        busy();
        open++;
        if (endpoint == null && request.content().readableBytes() > maxBody) {
            request.release();
            ctx.writeAndFlush(HttpErrors.tooLarge(ctx.alloc(), maxBody)).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        if (endpoint == null) {
            toApi(ctx, request);
            return;
        }
        engineOpen = true;
        pass(ctx, request, query, endpoint);
    }

    /** The head of a request for others whose body goes on in pieces, or one of them. */
    private void passPiece(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof HttpRequest) {
            if (engineOpen || !ctx.channel().isActive()) {
                ReferenceCountUtil.release(message);
                ctx.close();
                return;
            }
            busy();
            open++;
        }
        if (message instanceof HttpObject) {
            toApi(ctx, message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private static void toApi(ChannelHandlerContext ctx, Object message) throws Exception {
        ChannelHandlerContext api = ctx.pipeline().context(SocketIoPipeline.OTHERS);
        ((ChannelInboundHandler) api.handler()).channelRead(api, message);
    }

    private void pass(ChannelHandlerContext ctx, FullHttpRequest request, QueryStringDecoder query, Endpoint endpoint) {
        if (!origins.admits(request.headers())) {
            refuse(
                    ctx,
                    request,
                    PollingAnswer.toStranger(request),
                    HttpResponseStatus.FORBIDDEN,
                    HandshakeError.FORBIDDEN);
            return;
        }
        PollingAnswer answer = PollingAnswer.to(request);
        if (request.method().equals(HttpMethod.OPTIONS)) {
            request.release();
            answer.preflight(ctx.channel());
            return;
        }
        RequestCheck.Outcome outcome = check.check(request, query, endpoint);
        if (outcome instanceof RequestCheck.Outcome.Invalid invalid) {
            refuse(ctx, request, answer, HttpResponseStatus.BAD_REQUEST, invalid.error());
            return;
        }
        if (outcome instanceof RequestCheck.Outcome.Surplus) {
            SurplusWebSocket.refuse(ctx, request);
            return;
        }
        EngineRequest valid = ((RequestCheck.Outcome.Valid) outcome).request();
        Door.Outcome found = valid.sid().isEmpty() ? door.admits(ctx.channel().remoteAddress()) : Door.Outcome.OPEN;
        if (found == Door.Outcome.SHUT) {
            refuse(ctx, request, answer, HttpResponseStatus.SERVICE_UNAVAILABLE, HandshakeError.FORBIDDEN);
            return;
        }
        if (found == Door.Outcome.TOO_MANY) {
            refuse(ctx, request, answer, HttpResponseStatus.TOO_MANY_REQUESTS, HandshakeError.TOO_MANY_CONNECTS);
            return;
        }
        valid.putOn(ctx.channel());
        request.setUri(cleanUri(valid));
        HttpHeaders headers = request.headers();
        ctx.fireChannelRead(request);
        EngineRequest.clear(ctx.channel());
        if (valid.sid().isEmpty()) {
            // The library keeps them for the life of the session, with all that proves who the client is.
            headers.clear();
        }
    }

    private static void refuse(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            PollingAnswer answer,
            HttpResponseStatus status,
            HandshakeError error) {
        request.release();
        answer.json(ctx.channel(), status, error.json());
    }

    /** What the library may see, and keeps for the life of a session: no token, no other parameter. */
    private static String cleanUri(EngineRequest request) {
        String uri = SocketIoPipeline.LIBRARY_PATH + "?EIO=4&transport="
                + (request.transport() == Transport.POLLING ? "polling" : "websocket");
        return request.sid().map(sid -> uri + "&sid=" + sid).orElse(uri);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse && !(message instanceof LastHttpContent)) {
            // An answer in pieces has a time limit of its own.
            busy();
        }
        if (message instanceof LastHttpContent && !isContinue(message) && open > 0) {
            open--;
            engineOpen = false;
            boolean upgraded = message instanceof HttpResponse response
                    && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
            if (!upgraded) {
                // Also while requests wait: the next is not answered before the client has read this answer.
                busy();
                closeWhenIdle(ctx, KEEP_ALIVE);
            }
        }
        ctx.write(message, promise);
    }

    /** An answer that only says: go on. */
    private static boolean isContinue(Object message) {
        return message instanceof HttpResponse response && response.status().equals(HttpResponseStatus.CONTINUE);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        busy();
        EngineRequest.clear(ctx.channel());
    }
}
