package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Transport;
import dev.carewire.http.HttpErrors;
import dev.carewire.protocol.HandshakeError;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.ConnectGate;
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
final class EngineRequestGuard extends ChannelDuplexHandler {

    private final Map<String, Endpoint> endpoints;
    private final EngineRequestValidator check;
    private final OriginPolicy origins;
    private final ConnectGate connectGate;

    /** How long after an answer a connection is kept on which no request and no answer follows. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

    /** How long a new connection may take to ask for something. */
    private final Duration firstRequestTimeout;

    /** Of requests to the API: the aggregator's limit is the larger one of these and of what polling clients post. */
    private final int maxBody;

    /** Requests that were not answered yet, and whether a Socket.IO request is among them. */
    private int pendingRequests;

    private boolean enginePending;
    private @Nullable Future<?> idleTimer;

    /**
     * A guard for one connection.
     *
     * @param endpoints by path, with and without trailing slash
     */
    EngineRequestGuard(
            Map<String, Endpoint> endpoints,
            EngineRequestValidator check,
            OriginPolicy origins,
            EdgeConfig config,
            ConnectGate door) {
        this.endpoints = endpoints;
        this.check = check;
        this.origins = origins;
        this.firstRequestTimeout = config.authenticationTimeout();
        this.maxBody = config.maxBody();
        this.connectGate = door;
    }

    /** Goes no further: the library's own timer would end connections that ask for other paths than its own. */
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        closeWhenIdle(ctx, firstRequestTimeout);
    }

    private void closeWhenIdle(ChannelHandlerContext ctx, Duration time) {
        idleTimer = ctx.executor().schedule(() -> ctx.close(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cancelIdleTimer() {
        Future<?> timer = idleTimer;
        if (timer != null) {
            timer.cancel(false);
            idleTimer = null;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (!(message instanceof FullHttpRequest request)) {
            passChunk(ctx, message);
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
        if (enginePending || (endpoint != null && pendingRequests > 0)) {
            // Answers to polls do not come in the order of the requests, so a second one may not share the connection.
            request.release();
            ctx.close();
            return;
        }
        cancelIdleTimer();
        pendingRequests++;
        if (endpoint == null && request.content().readableBytes() > maxBody) {
            request.release();
            ctx.writeAndFlush(HttpErrors.tooLarge(ctx.alloc(), maxBody)).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        if (endpoint == null) {
            forwardToApi(ctx, request);
            return;
        }
        enginePending = true;
        checkAndForward(ctx, request, query, endpoint);
    }

    /** The head of a request for others whose body goes on in pieces, or one of them. */
    private void passChunk(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof HttpRequest) {
            if (enginePending || !ctx.channel().isActive()) {
                ReferenceCountUtil.release(message);
                ctx.close();
                return;
            }
            cancelIdleTimer();
            pendingRequests++;
        }
        if (message instanceof HttpObject) {
            forwardToApi(ctx, message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private static void forwardToApi(ChannelHandlerContext ctx, Object message) throws Exception {
        ChannelHandlerContext api = ctx.pipeline().context(SocketIoPipeline.API_HANDLER);
        ((ChannelInboundHandler) api.handler()).channelRead(api, message);
    }

    private void checkAndForward(
            ChannelHandlerContext ctx, FullHttpRequest request, QueryStringDecoder query, Endpoint endpoint) {
        if (!origins.allowsRequest(request.headers())) {
            refuse(
                    ctx,
                    request,
                    PollingResponse.withoutOrigin(request),
                    HttpResponseStatus.FORBIDDEN,
                    HandshakeError.FORBIDDEN);
            return;
        }
        PollingResponse answer = PollingResponse.to(request);
        if (request.method().equals(HttpMethod.OPTIONS)) {
            request.release();
            answer.sendPreflight(ctx.channel());
            return;
        }
        EngineRequestValidator.Outcome outcome = check.validate(request, query, endpoint);
        if (outcome instanceof EngineRequestValidator.Outcome.Invalid invalid) {
            refuse(ctx, request, answer, HttpResponseStatus.BAD_REQUEST, invalid.error());
            return;
        }
        if (outcome instanceof EngineRequestValidator.Outcome.Duplicate) {
            DuplicateWebSocket.refuse(ctx, request);
            return;
        }
        EngineRequest valid = ((EngineRequestValidator.Outcome.Valid) outcome).request();
        ConnectGate.Outcome found =
                valid.sid().isEmpty() ? connectGate.admit(ctx.channel().remoteAddress()) : ConnectGate.Outcome.OPEN;
        if (found == ConnectGate.Outcome.SHUT) {
            refuse(ctx, request, answer, HttpResponseStatus.SERVICE_UNAVAILABLE, HandshakeError.FORBIDDEN);
            return;
        }
        if (found == ConnectGate.Outcome.TOO_MANY) {
            refuse(ctx, request, answer, HttpResponseStatus.TOO_MANY_REQUESTS, HandshakeError.TOO_MANY_CONNECTS);
            return;
        }
        valid.attachTo(ctx.channel());
        request.setUri(cleanUri(valid));
        HttpHeaders headers = request.headers();
        ctx.fireChannelRead(request);
        EngineRequest.detachFrom(ctx.channel());
        if (valid.sid().isEmpty()) {
            // The library keeps them for the life of the session, with all that proves who the client is.
            headers.clear();
        }
    }

    private static void refuse(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            PollingResponse answer,
            HttpResponseStatus status,
            HandshakeError error) {
        request.release();
        answer.sendJson(ctx.channel(), status, error.json());
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
            cancelIdleTimer();
        }
        if (message instanceof LastHttpContent && !isContinue(message) && pendingRequests > 0) {
            pendingRequests--;
            enginePending = false;
            boolean upgraded = message instanceof HttpResponse response
                    && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
            if (!upgraded) {
                // Also while requests wait: the next is not answered before the client has read this answer.
                cancelIdleTimer();
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
        cancelIdleTimer();
        EngineRequest.detachFrom(ctx.channel());
    }
}
