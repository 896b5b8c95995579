package dev.carewire.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses complete messages. Each message has its own inflater, whose native memory would otherwise dominate an
 * idle connection. Netty's own decoder keeps one per connection and loses the end of some messages (netty/netty#17191).
 */
@Sharable
final class MessageInflater extends ChannelInboundHandlerAdapter {

    private static final byte[] TAIL = {0, 0, -1, -1};
    private static final int STEP = 8 * 1024;

    /** A message whose last block is marked as such may be followed by the header of an empty block. */
    private static final int MAX_TRAILING_BYTES = 1;

    private final int maxPayload;

    /** @param maxPayload largest decompressed message, in bytes */
    MessageInflater(int maxPayload) {
        this.maxPayload = maxPayload;
    }

    /** Whether a WebSocket uses compression. */
    static boolean isInstalled(Channel webSocket) {
        return webSocket.pipeline().get(MessageInflater.class) != null;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof WebSocketFrame frame && frame.rsv() == ReservedBitsValidator.COMPRESSED) {
            try {
                ByteBuf inflated = inflate(frame.content());
                ctx.fireChannelRead(
                        frame instanceof TextWebSocketFrame
                                ? new TextWebSocketFrame(inflated)
                                : new BinaryWebSocketFrame(inflated));
            } catch (TooLongFrameException tooLong) {
                ReservedBitsValidator.closeWith(ctx, WebSocketCloseStatus.MESSAGE_TOO_BIG, "message too long");
            } catch (DataFormatException corrupt) {
                ReservedBitsValidator.closeWith(ctx, WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "not deflated");
            } finally {
                frame.release();
            }
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private ByteBuf inflate(ByteBuf deflated) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        ByteBuf out = deflated.alloc().heapBuffer(Math.min(maxPayload, STEP), maxPayload);
        boolean complete = false;
        try {
            inflater.setInput(deflated.nioBuffer());
            drain(inflater, out);
            if (!inflater.finished()) {
                inflater.setInput(TAIL);
                drain(inflater, out);
            } else if (inflater.getRemaining() > MAX_TRAILING_BYTES) {
                throw new DataFormatException("bytes behind the end");
            }
            complete = true;
            return out;
        } finally {
            inflater.end();
            if (!complete) {
                out.release();
            }
        }
    }

    private void drain(Inflater inflater, ByteBuf out) throws DataFormatException {
        byte[] step = new byte[STEP];
        for (int count = inflater.inflate(step); count > 0; count = inflater.inflate(step)) {
            if (count > maxPayload - out.readableBytes()) {
                throw new TooLongFrameException("message: more bytes than allowed");
            }
            out.writeBytes(step, 0, count);
        }
    }
}
