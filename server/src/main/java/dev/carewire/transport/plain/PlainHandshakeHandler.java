package dev.carewire.transport.plain;

import dev.carewire.dialect.HandshakeDecision;
import dev.carewire.dialect.HandshakeRequest;
import dev.carewire.json.JsonObject;
import dev.carewire.transport.session.ConnectGate;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.util.ReferenceCountUtil;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the requests for plain WebSockets out of a connection's requests; the others go on to the HTTP API, which it puts behind itself.
 * When a WebSocket opens, everything of HTTP leaves the pipeline and {@link PlainConnection} takes this handler's place. One for each
 * connection, used by its event loop alone.
 */
final class PlainHandshakeHandler extends ChannelDuplexHandler {

    private static final Logger log = LoggerFactory.getLogger(PlainHandshakeHandler.class);

    private static final String CONNECTION = "plainConnection";

    /** What a WebSocket needs besides its connection; Netty's own names are those of its handshake. */
    private static final Set<String> WEBSOCKET_HANDLERS = Set.of(
            "wsencoder",
            "wsdecoder",
            "reservedBits",
            "webSocketAggregator",
            "inflation",
            "utf8",
            CONNECTION,
            "lastResort");

    private final PlainEdge edge;
    private final ChannelHandler api;

    /** Requests that the API has yet to answer. */
    private int pendingRequests;

    /** Whether a request for a WebSocket was the last one. */
    private boolean handshaking;

    PlainHandshakeHandler(PlainEdge edge, ChannelHandler api) {
        this.edge = edge;
        this.api = api;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.pipeline().addAfter(ctx.name(), "httpApi", api);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (handshaking) {
            // Nothing may follow before the answer.
            ReferenceCountUtil.release(message);
            ctx.close();
            return;
        }
        Optional<PlainEdge.EndpointMatch> way = message instanceof FullHttpRequest request
                        && request.decoderResult().isSuccess()
                        && request.method().equals(HttpMethod.GET)
                ? edge.find(new QueryStringDecoder(request.uri()).rawPath())
                : Optional.empty();
        if (way.isEmpty()) {
            pendingRequests += message instanceof HttpRequest ? 1 : 0;
            ctx.fireChannelRead(message);
        } else if (pendingRequests > 0) {
            // The answer would overtake those of the requests before.
            ReferenceCountUtil.release(message);
            ctx.close();
        } else {
            handshaking = true;
            startHandshake(ctx, (FullHttpRequest) message, way.get());
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && pendingRequests > 0) {
            pendingRequests--;
        }
        ctx.write(message, promise);
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
                    replaceHttpHandlers(ctx.pipeline(), connection);
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

    private void replaceHttpHandlers(ChannelPipeline pipeline, PlainConnection connection) {
        pipeline.replace(this, CONNECTION, connection);
        for (String name : pipeline.names()) {
            if (!WEBSOCKET_HANDLERS.contains(name) && pipeline.get(name) != null) {
                pipeline.remove(name);
            }
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
