package dev.carewire.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;

/**
 * Decodes the frames of a client, but none before its WebSocket is open: a client may send frames together with the handshake. The
 * connection is not read while bytes wait. For use on the connection's event loop.
 */
final class OpeningFrameDecoder extends WebSocket13FrameDecoder {

    private boolean open;

    /** Whether bytes wait. */
    private boolean paused;

    OpeningFrameDecoder(WebSocketDecoderConfig config) {
        super(config);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        super.channelRead(ctx, message);
        if (!open) {
            paused = true;
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        if (open) {
            super.channelReadComplete(ctx);
        } else {
            // The superclass would read more.
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (open) {
            super.decode(ctx, in, out);
        }
    }

    /** The handlers of messages are complete: passes the bytes that wait through the pipeline again, where handlers count them. */
    void open(ChannelPipeline pipeline) {
        open = true;
        if (paused) {
            ByteBuf early = pipeline.channel().alloc().buffer(actualReadableBytes());
            early.writeBytes(internalBuffer());
            pipeline.channel().config().setAutoRead(true);
            pipeline.fireChannelRead(early);
            pipeline.fireChannelReadComplete();
        }
    }
}
