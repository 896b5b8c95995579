package dev.carewire.transport.websocket;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Closes a WebSocket with compression whose frames have invalid reserved bits. Only the first frame of a message may
 * have one, the mark of compression. Precedes the aggregation of fragments.
 */
@Sharable
final class ReservedBitsValidator extends ChannelInboundHandlerAdapter {

    /** RSV1. */
    static final int COMPRESSED = 0b100;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!ctx.channel().isActive()) {
            // Arrived together with the bytes that ended the WebSocket.
            ReferenceCountUtil.release(message);
        } else if (message instanceof WebSocketFrame frame && !isValid(frame)) {
            frame.release();
            closeWith(ctx, WebSocketCloseStatus.PROTOCOL_ERROR, "reserved bits");
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private static boolean isValid(WebSocketFrame frame) {
        boolean first = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        return frame.rsv() == 0 || (first && frame.rsv() == COMPRESSED);
    }

    /** Sends the reason and closes immediately; nothing that follows is read. */
    static void closeWith(ChannelHandlerContext ctx, WebSocketCloseStatus status, String reason) {
        ctx.channel().writeAndFlush(new CloseWebSocketFrame(status, reason));
        ctx.close();
    }
}
