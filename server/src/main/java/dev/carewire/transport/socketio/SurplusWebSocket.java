package dev.carewire.transport.socketio;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;

/** Turns away a WebSocket that its session has no place for: opens it, and closes it at once. */
final class SurplusWebSocket {

    private SurplusWebSocket() {}

    /** Answers {@code request}, which asks for a WebSocket, and releases it. */
    static void refuse(ChannelHandlerContext ctx, FullHttpRequest request) {
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory("", null, false).newHandshaker(request);
        handshaker
                .handshake(ctx.channel(), request)
                .addListener(opened -> ctx.channel()
                        .writeAndFlush(new CloseWebSocketFrame(
                                WebSocketCloseStatus.POLICY_VIOLATION, "session has a WebSocket"))
                        .addListener(ChannelFutureListener.CLOSE));
        request.release();
    }
}
