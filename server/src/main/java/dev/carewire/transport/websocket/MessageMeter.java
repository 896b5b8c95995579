package dev.carewire.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;

/**
 * Measures how many bytes of an unfinished message a WebSocket holds: frames that have not arrived completely, and fragments that wait for
 * the last one. Precedes the decoder of frames. Owned by the channel's loop.
 */
final class MessageMeter extends ChannelInboundHandlerAdapter {

    private final UnfinishedMessage message;

    /** Bytes that the decoder has not made frames of yet. */
    private int undecodedBytes;

    /** Bytes of the fragments of an unfinished message. */
    private int fragmentBytes;

    private int reportedBytes;

    MessageMeter(UnfinishedMessage message) {
        this.message = message;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        undecodedBytes += ((ByteBuf) bytes).readableBytes();
        ctx.fireChannelRead(bytes);
        int held = undecodedBytes + fragmentBytes;
        if (held != reportedBytes) {
            reportedBytes = held;
            if (message.hold(held) == UnfinishedMessage.Verdict.TOO_LARGE) {
                WebSocketClose.send(
                        ctx.channel(),
                        new CloseWebSocketFrame(WebSocketCloseStatus.MESSAGE_TOO_BIG, "message too big"));
            }
        }
    }

    private void onFrame(WebSocketFrame frame) {
        int payload = frame.content().readableBytes();
        undecodedBytes = Math.max(0, undecodedBytes - WebSocketFrameHeader.clientLength(payload) - payload);
        boolean data = frame instanceof TextWebSocketFrame
                || frame instanceof BinaryWebSocketFrame
                || frame instanceof ContinuationWebSocketFrame;
        if (data) {
            fragmentBytes = frame.isFinalFragment() ? 0 : fragmentBytes + payload;
        }
    }

    /** The aggregator of fragments, which reports each frame to the meter. */
    WebSocketFrameAggregator aggregator(int maxPayload) {
        return new WebSocketFrameAggregator(maxPayload) {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object frame) throws Exception {
                if (frame instanceof WebSocketFrame next) {
                    onFrame(next);
                }
                super.channelRead(ctx, frame);
            }
        };
    }
}
