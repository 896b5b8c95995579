package dev.carewire.transport.socketio;

import com.corundumstudio.socketio.Transport;
import dev.carewire.protocol.HandshakeError;
import dev.carewire.transport.netty.ClientAddress;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.netty.RequestTarget;
import dev.carewire.transport.session.ConnectGate;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Protects the library: only requests that the protocol and the origin policy allow reach it, with a query that holds nothing else. One
 * for all connections; any event loop.
 */
@Sharable
final class EngineRequestGuard extends ChannelInboundHandlerAdapter {

    private final Map<String, Endpoint> endpoints;
    private final EngineRequestValidator validator;
    private final OriginPolicy origins;
    private final ConnectGate connectGate;

    /** @param endpoints by path, with and without trailing slash; every request is for one of them */
    EngineRequestGuard(
            Map<String, Endpoint> endpoints,
            EngineRequestValidator validator,
            OriginPolicy origins,
            ConnectGate connectGate) {
        this.endpoints = endpoints;
        this.validator = validator;
        this.origins = origins;
        this.connectGate = connectGate;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof FullHttpRequest request) {
            checkAndForward(ctx, request);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void checkAndForward(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (!origins.allowsRequest(request.headers())) {
            connectGate.reportOrigin(
                    ClientAddress.of(ctx.channel()), request.headers().get(HttpHeaderNames.ORIGIN));
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
            String asked = request.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
            request.release();
            answer.sendPreflight(ctx.channel(), Optional.ofNullable(asked));
            return;
        }
        origins.removeUntrustedCookies(request.headers());
        QueryStringDecoder query = RequestTarget.of(ctx.channel());
        Endpoint endpoint = Objects.requireNonNull(endpoints.get(query.rawPath()), "endpoint");
        EngineRequestValidator.Outcome outcome = validator.validate(request, query, endpoint);
        if (outcome instanceof EngineRequestValidator.Outcome.Invalid invalid) {
            refuse(ctx, request, answer, HttpResponseStatus.BAD_REQUEST, invalid.error());
            return;
        }
        if (outcome instanceof EngineRequestValidator.Outcome.Duplicate) {
            DuplicateWebSocket.refuse(ctx, request);
            return;
        }
        EngineRequest valid = ((EngineRequestValidator.Outcome.Valid) outcome).request();
        if (valid.sid().isEmpty() && !connectGate.isOpen()) {
            refuse(ctx, request, answer, HttpResponseStatus.SERVICE_UNAVAILABLE, HandshakeError.FORBIDDEN);
            return;
        }
        forward(ctx, request, valid);
    }

    private static void forward(ChannelHandlerContext ctx, FullHttpRequest request, EngineRequest valid) {
        valid.attachTo(ctx.channel());
        request.setUri(cleanUri(valid));
        HttpHeaders headers = request.headers();
        ctx.fireChannelRead(request);
        EngineRequest.detachFrom(ctx.channel());
        if (valid.sid().isEmpty()) {
            // The library keeps the headers, with their tokens, for the life of the session.
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

    /** The URI that the library keeps for the life of a session: without token and other parameters. */
    private static String cleanUri(EngineRequest request) {
        String uri = SocketIoEdge.LIBRARY_PATH + "?EIO=4&transport="
                + (request.transport() == Transport.POLLING ? "polling" : "websocket");
        return request.sid().map(sid -> uri + "&sid=" + sid).orElse(uri);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        EngineRequest.detachFrom(ctx.channel());
    }
}
