package dev.carewire.transport.socketio;

import dev.carewire.transport.netty.Preflights;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers one HTTP request of the Socket.IO edge. Keeps only the parts of the request that the response needs. Any
 * thread.
 */
final class PollingResponse {

    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String BYTES = "application/octet-stream";
    private static final String JSON = "application/json; charset=UTF-8";

    private final @Nullable String origin;
    private final boolean keepAlive;

    private PollingResponse(@Nullable String origin, boolean keepAlive) {
        this.origin = origin;
        this.keepAlive = keepAlive;
    }

    /** For a request whose origin the guard has accepted. */
    static PollingResponse to(HttpRequest request) {
        return new PollingResponse(request.headers().get(HttpHeaderNames.ORIGIN), HttpUtil.isKeepAlive(request));
    }

    /** For a request whose origin is not allowed: the page must not be able to read the response. */
    static PollingResponse withoutOrigin(HttpRequest request) {
        return new PollingResponse(null, HttpUtil.isKeepAlive(request));
    }

    /**
     * Sends {@code packets} and releases them.
     *
     * @param binary whether they are bytes rather than text
     */
    void sendPackets(Channel channel, ByteBuf packets, boolean binary) {
        send(channel, HttpResponseStatus.OK, binary ? BYTES : TEXT, packets);
    }

    /** Confirms posted packets. */
    void sendOk(Channel channel) {
        send(
                channel,
                HttpResponseStatus.OK,
                TEXT,
                Unpooled.copiedBuffer("ok", java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** Rejects a request. */
    void sendJson(Channel channel, HttpResponseStatus status, String body) {
        send(channel, status, JSON, ByteBufUtil.writeUtf8(channel.alloc(), body));
    }

    /**
     * Answers a preflight from an allowed origin.
     *
     * @param askedHeaders the value of {@code Access-Control-Request-Headers}
     */
    void sendPreflight(Channel channel, Optional<String> askedHeaders) {
        FullHttpResponse response = response(HttpResponseStatus.NO_CONTENT, Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, Preflights.allowedHeaders(askedHeaders))
                .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, Preflights.MAX_AGE_SECONDS);
        write(channel, response);
    }

    private void send(Channel channel, HttpResponseStatus status, String type, ByteBuf body) {
        FullHttpResponse response = response(status, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        write(channel, response);
    }

    private FullHttpResponse response(HttpResponseStatus status, ByteBuf body) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        if (origin != null) {
            response.headers()
                    .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                    .set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        }
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return response;
    }

    private void write(Channel channel, FullHttpResponse response) {
        ChannelFuture written = channel.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
