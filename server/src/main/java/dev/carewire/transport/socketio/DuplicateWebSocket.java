package dev.carewire.transport.socketio;

import dev.carewire.protocol.HandshakeError;
import dev.carewire.transport.websocket.Subprotocols;
import dev.carewire.transport.websocket.WebSocketClose;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;

/** Rejects a second WebSocket of a session: opens it and closes it at once. */
final class DuplicateWebSocket {

    private DuplicateWebSocket() {}

    /** Answers {@code request}, a WebSocket handshake, and releases it. */
    static void refuse(ChannelHandlerContext ctx, FullHttpRequest request) {
        Channel channel = ctx.channel();
        HttpHeaders answers = new DefaultHttpHeaders();
        try {
            Subprotocols.answer(request.headers(), answers);
            new WebSocketServerHandshaker13(
                            "", null, WebSocketDecoderConfig.newBuilder().build())
                    .handshake(channel, request, answers, channel.newPromise())
                    .addListener(opened -> WebSocketClose.send(
                            channel,
                            new CloseWebSocketFrame(WebSocketCloseStatus.POLICY_VIOLATION, "session has a WebSocket")));
        } catch (WebSocketHandshakeException malformed) {
            PollingResponse.to(request)
                    .sendJson(channel, HttpResponseStatus.BAD_REQUEST, HandshakeError.BAD_REQUEST.json());
        } finally {
            request.release();
        }
    }
}
