package dev.carewire.transport.plain;

import dev.carewire.dialect.HandshakeDecision;
import dev.carewire.dialect.HandshakeRequest;
import dev.carewire.json.JsonObject;
import dev.carewire.transport.session.ConnectGate;
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
 * Answers requests for plain WebSockets. When a WebSocket opens, its {@link PlainConnection} takes this handler's place in the pipeline.
 * One for all connections; any event loop.
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
        String path = new QueryStringDecoder(request.uri()).rawPath();
        startHandshake(ctx, request, edge.find(path).orElseThrow());
    }

    private void startHandshake(ChannelHandlerContext ctx, FullHttpRequest request, PlainEdge.EndpointMatch way) {
        ConnectGate.Outcome found = ConnectGate.Outcome.OPEN;
        HttpResponseStatus refused = null;
        if (!edge.origins().allowsRequest(request.headers())) {
            refused = HttpResponseStatus.FORBIDDEN;
        } else if (!request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            refused = HttpResponseStatus.BAD_REQUEST;
        } else {
            found = edge.connectGate().admit(ctx.channel().remoteAddress());
        }
        if (refused != null || found != ConnectGate.Outcome.OPEN) {
            request.release();
            refuse(ctx, refused == null ? status(found) : refused);
            return;
        }
        ctx.channel().config().setAutoRead(false);
        HandshakeRequest visitor = handshakeRequest(request, way);
        way.endpoint().dialect().handshake(visitor, edge.sessions().tokens()).whenComplete((welcome, bug) -> {
            if (ctx.executor().inEventLoop()) {
                onHandshakeDecision(ctx, request, way, visitor, welcome, bug);
            } else {
                ctx.executor().execute(() -> onHandshakeDecision(ctx, request, way, visitor, welcome, bug));
            }
        });
    }

    private static HttpResponseStatus status(ConnectGate.Outcome found) {
        return found == ConnectGate.Outcome.SHUT
                ? HttpResponseStatus.SERVICE_UNAVAILABLE
                : HttpResponseStatus.TOO_MANY_REQUESTS;
    }

    private static HandshakeRequest handshakeRequest(FullHttpRequest request, PlainEdge.EndpointMatch way) {
        Map<String, String> query = new HashMap<>();
        new QueryStringDecoder(request.uri())
                .parameters()
                .forEach((name, values) -> values.stream().findFirst().ifPresent(value -> query.put(name, value)));
        HttpHeaders headers = request.headers();
        return new HandshakeRequest(
                UUID.randomUUID().toString(),
                way.segments(),
                query,
                Optional.ofNullable(headers.get(HttpHeaderNames.AUTHORIZATION)),
                Optional.ofNullable(headers.get(HttpHeaderNames.COOKIE)));
    }

    private void onHandshakeDecision(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            PlainEdge.EndpointMatch way,
            HandshakeRequest visitor,
            @Nullable HandshakeDecision welcome,
            @Nullable Throwable bug) {
        try {
            if (!ctx.channel().isActive()) {
                return;
            }
            if (welcome == null) {
                log.atError()
                        .addKeyValue("dialect", way.endpoint().dialect().name())
                        .setCause(bug)
                        .log("admission failed");
                refuse(ctx, HttpResponseStatus.INTERNAL_SERVER_ERROR);
            } else if (welcome instanceof HandshakeDecision.HttpRejection away) {
                answer(ctx, HttpResponseStatus.valueOf(away.status()), away.json());
            } else {
                completeHandshake(
                        ctx, request, new PlainConnection(ctx.channel(), visitor.id(), way.endpoint(), edge), welcome);
            }
        } finally {
            request.release();
        }
    }

    private void completeHandshake(
            ChannelHandlerContext ctx, FullHttpRequest request, PlainConnection connection, HandshakeDecision welcome) {
        try {
            edge.handshake().perform(ctx.channel(), request, ctx.name()).addListener(shaken -> {
                if (shaken.isSuccess()) {
                    ctx.pipeline().replace(this, CONNECTION, connection);
                    connection.onOpen(welcome);
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
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
