package dev.carewire.transport.plain;

import dev.carewire.dialect.HandshakeDecision;
import dev.carewire.dialect.HandshakeRequest;
import dev.carewire.json.JsonObject;
import dev.carewire.transport.netty.ClientAddress;
import dev.carewire.transport.netty.RequestTarget;
import dev.carewire.transport.session.ClientMemory;
import dev.carewire.transport.session.ConnectAttempt;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles WebSocket handshakes. When a WebSocket opens, its {@link PlainConnection} replaces this handler in the pipeline.
 * All connections share one instance; any event loop.
 */
@Sharable
final class PlainHandshakeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger log = LoggerFactory.getLogger(PlainHandshakeHandler.class);

    private static final String CONNECTION = "plainConnection";

    private final PlainEdge edge;

    PlainHandshakeHandler(PlainEdge edge) {
        super(false);
        this.edge = edge;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        QueryStringDecoder target = RequestTarget.of(ctx.channel());
        startHandshake(ctx, request, target, edge.find(target.rawPath()).orElseThrow());
    }

    private void startHandshake(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            QueryStringDecoder target,
            PlainEdge.EndpointMatch match) {
        Optional<HttpResponseStatus> refusal = refusal(ctx, request, target);
        if (refusal.isPresent()) {
            request.release();
            refuse(ctx, refusal.get());
            return;
        }
        ConnectAttempt attempt = edge.connectGate()
                .begin(ClientAddress.of(ctx.channel()), () -> ctx.executor().execute(() -> makeRoom(ctx)));
        ClientMemory memory =
                new ClientMemory(edge.sessions().memory(), attempt.address(), ctx.executor(), () -> makeRoom(ctx));
        ctx.channel().closeFuture().addListener(closed -> {
            attempt.release();
            memory.close();
        });
        ctx.channel().config().setAutoRead(false);
        HandshakeRequest handshake = handshakeRequest(request, target, match);
        match.endpoint()
                .dialect()
                .handshake(handshake, edge.sessions().tokens().from(attempt.address()))
                .whenComplete((decision, bug) -> {
                    if (ctx.executor().inEventLoop()) {
                        onHandshakeDecision(ctx, request, match, handshake, attempt, memory, decision, bug);
                    } else {
                        ctx.executor()
                                .execute(() -> onHandshakeDecision(
                                        ctx, request, match, handshake, attempt, memory, decision, bug));
                    }
                });
    }

    /** Before the WebSocket is open, the connection leaves its place or memory to another. */
    private void makeRoom(ChannelHandlerContext ctx) {
        if (!ctx.isRemoved()) {
            // The decision about the handshake is too late.
            ctx.pipeline().remove(this);
            refuse(ctx, HttpResponseStatus.SERVICE_UNAVAILABLE);
        }
    }

    /** Why the server rejects a request before the dialect sees it; empty if it does not. */
    private Optional<HttpResponseStatus> refusal(
            ChannelHandlerContext ctx, FullHttpRequest request, QueryStringDecoder target) {
        if (!edge.origins().allowsRequest(request.headers())) {
            edge.connectGate()
                    .reportOrigin(
                            ClientAddress.of(ctx.channel()), request.headers().get(HttpHeaderNames.ORIGIN));
            return Optional.of(HttpResponseStatus.FORBIDDEN);
        }
        if (!request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !hasReadableQuery(target)) {
            return Optional.of(HttpResponseStatus.BAD_REQUEST);
        }
        return edge.connectGate().isOpen() ? Optional.empty() : Optional.of(HttpResponseStatus.SERVICE_UNAVAILABLE);
    }

    private static boolean hasReadableQuery(QueryStringDecoder target) {
        try {
            target.parameters();
            return true;
        } catch (IllegalArgumentException malformedEscape) {
            return false;
        }
    }

    private HandshakeRequest handshakeRequest(
            FullHttpRequest request, QueryStringDecoder target, PlainEdge.EndpointMatch match) {
        Map<String, String> query = new HashMap<>();
        target.parameters()
                .forEach((name, values) -> values.stream().findFirst().ifPresent(value -> query.put(name, value)));
        HttpHeaders headers = request.headers();
        edge.origins().removeUntrustedCookies(headers);
        return new HandshakeRequest(
                UUID.randomUUID().toString(),
                match.segments(),
                query,
                Optional.ofNullable(headers.get(HttpHeaderNames.AUTHORIZATION)),
                Optional.ofNullable(headers.get(HttpHeaderNames.COOKIE)));
    }

    private void onHandshakeDecision(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            PlainEdge.EndpointMatch match,
            HandshakeRequest handshake,
            ConnectAttempt attempt,
            ClientMemory memory,
            @Nullable HandshakeDecision decision,
            @Nullable Throwable bug) {
        try {
            if (!ctx.channel().isActive() || ctx.isRemoved()) {
                return;
            }
            if (decision == null) {
                log.atError()
                        .addKeyValue("family", match.endpoint().dialect().family())
                        .setCause(bug)
                        .log("handshake failed");
                refuse(ctx, HttpResponseStatus.INTERNAL_SERVER_ERROR);
            } else if (decision instanceof HandshakeDecision.HttpRejection rejection) {
                if (attempt.reject(rejection.failure())) {
                    answer(ctx, HttpResponseStatus.valueOf(rejection.status()), rejection.json());
                } else {
                    refuse(ctx, HttpResponseStatus.TOO_MANY_REQUESTS);
                }
            } else {
                completeHandshake(
                        ctx,
                        request,
                        new PlainConnection(ctx.channel(), handshake.id(), match.endpoint(), edge, attempt, memory),
                        attempt,
                        memory,
                        decision);
            }
        } finally {
            request.release();
        }
    }

    private void completeHandshake(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            PlainConnection connection,
            ConnectAttempt attempt,
            ClientMemory memory,
            HandshakeDecision decision) {
        attempt.setClose(() -> ctx.channel().close());
        memory.setClose(() -> ctx.close());
        try {
            edge.handshake().perform(ctx.channel(), request, ctx.name(), memory).addListener(opened -> {
                if (opened.isSuccess()) {
                    ctx.pipeline().replace(this, CONNECTION, connection);
                    connection.onOpen(decision);
                    ctx.channel().config().setAutoRead(true);
                } else {
                    ctx.close();
                }
            });
        } catch (WebSocketHandshakeException malformed) {
            refuse(ctx, HttpResponseStatus.BAD_REQUEST);
        }
    }

    private static void refuse(ChannelHandlerContext ctx, HttpResponseStatus status) {
        String text = status.equals(HttpResponseStatus.BAD_REQUEST)
                ? "a WebSocket request is expected here"
                : status.reasonPhrase();
        answer(
                ctx,
                status,
                new JsonObject().put("success", false).put("error", text).json());
    }

    private static void answer(ChannelHandlerContext ctx, HttpResponseStatus status, String json) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, ByteBufUtil.writeUtf8(ctx.alloc(), json));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (status.equals(HttpResponseStatus.TOO_MANY_REQUESTS)
                || status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
        }
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
