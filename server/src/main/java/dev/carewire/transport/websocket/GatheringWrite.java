package dev.carewire.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes one client's pending frames with one system call, bypassing the channel's outbound buffer. For a shared frame,
 * that buffer would cost as much time as the system call, and an object per recipient.
 *
 * <p>Bytes that the socket does not accept continue through the channel. Owned by the channel's loop.
 */
final class GatheringWrite {

    private static final int MAX_FRAMES = 8;

    /** Larger frames gain nothing here; this bound also keeps a write far below any send window. */
    private static final int MAX_FRAME_BYTES = 8 * 1024;

    private final MessageFrame[] frames = new MessageFrame[MAX_FRAMES];
    private final WebSocketFrameFormat format;
    private final SocketWriter socketWriter;
    private int count;

    /** A write over channels that satisfy {@link #isSupported}. */
    GatheringWrite(WebSocketFrameFormat format) {
        this(format, (channel, bytes, length) -> ((Socket) ((EpollSocketChannel) channel).fd()).send(bytes, 0, length));
    }

    /** A write through the given socket writer. */
    GatheringWrite(WebSocketFrameFormat format, SocketWriter socketWriter) {
        this.format = format;
        this.socketWriter = socketWriter;
    }

    /**
     * Writes as many of a buffer's first bytes to a channel's socket as it accepts immediately, and returns their
     * number.
     */
    @FunctionalInterface
    interface SocketWriter {
        int send(Channel channel, ByteBuffer bytes, int length) throws IOException;
    }

    /** Whether a channel's bytes reach its socket unchanged. */
    static boolean isSupported(Channel channel) {
        return channel instanceof EpollSocketChannel && channel.pipeline().get(SslHandler.class) == null;
    }

    /** Adds and retains the frame; false if there are too many, or if bytes are already pending in the channel. */
    boolean add(MessageFrame frame, Channel channel) {
        if (count == MAX_FRAMES
                || frame.size(format) > MAX_FRAME_BYTES
                || !frame.isShared(format)
                || !isIdle(channel)) {
            return false;
        }
        frame.retain();
        frames[count++] = frame;
        return true;
    }

    /** Passes all frames to the channel, ahead of other bytes written next. */
    void writeToChannel(ChannelHandlerContext belowEncoder) {
        for (int i = 0; i < count; i++) {
            belowEncoder.write(frames[i].webSocketBytes(format), belowEncoder.voidPromise());
        }
        discard();
    }

    /** Writes all frames, and flushes the channel if it has pending bytes. */
    void flush(ChannelHandlerContext belowEncoder) {
        Channel channel = belowEncoder.channel();
        if (count == 0 || !isIdle(channel)) {
            writeToChannel(belowEncoder);
            belowEncoder.flush();
        } else if (count == 1) {
            MessageFrame frame = frames[0];
            int size = frame.size(format);
            int written = send(channel, frame.shared(format), size);
            if (written < size) {
                writeRemainder(belowEncoder, frame.webSocketBytes(format).skipBytes(written));
            }
            discard();
        } else {
            ByteBuf joined = join(channel);
            discard();
            int size = joined.readableBytes();
            int written = send(channel, joined.nioBuffer(0, size), size);
            if (written < size) {
                writeRemainder(belowEncoder, joined.skipBytes(written));
            } else {
                joined.release();
            }
        }
    }

    /** Releases all frames. */
    void discard() {
        for (int i = 0; i < count; i++) {
            frames[i].release();
            frames[i] = null;
        }
        count = 0;
    }

    /**
     * The number of bytes that the socket accepted. A broken connection accepts none: the channel detects it and
     * closes.
     */
    private int send(Channel channel, ByteBuffer bytes, int length) {
        try {
            return socketWriter.send(channel, bytes, length);
        } catch (IOException broken) {
            return 0;
        }
    }

    private static void writeRemainder(ChannelHandlerContext belowEncoder, ByteBuf bytes) {
        belowEncoder.writeAndFlush(bytes, belowEncoder.voidPromise());
    }

    private ByteBuf join(Channel channel) {
        int size = 0;
        for (int i = 0; i < count; i++) {
            size += frames[i].size(format);
        }
        ByteBuf joined = channel.alloc().directBuffer(size, size);
        for (int i = 0; i < count; i++) {
            frames[i].writeTo(joined, format);
        }
        return joined;
    }

    private static boolean isIdle(Channel channel) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting != null && waiting.totalPendingWriteBytes() == 0;
    }
}
