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
 * The frames that one client gets at the next flush, written with one system call past the channel's outbound buffer: that would
 * cost a shared frame as much time as the system call itself, and an object for every recipient. What the socket has no room for
 * goes on through the channel, which then waits for it. Owned by the channel's loop.
 */
final class GatheringWrite {

    private static final int MAX_FRAMES = 8;

    /** Larger frames gain nothing here; with this a burst stays far below any send window. */
    private static final int MAX_FRAME_BYTES = 8 * 1024;

    private final MessageFrame[] frames = new MessageFrame[MAX_FRAMES];
    private final WebSocketFrameFormat format;
    private final SocketWriter socketWriter;
    private int count;

    /** A burst over channels that it {@link #isSupported}. */
    GatheringWrite(WebSocketFrameFormat form) {
        this(form, (channel, bytes, length) -> ((Socket) ((EpollSocketChannel) channel).fd()).send(bytes, 0, length));
    }

    /** A burst that leaves by another way than a native socket. */
    GatheringWrite(WebSocketFrameFormat form, SocketWriter sending) {
        this.format = form;
        this.socketWriter = sending;
    }

    /** Writes to a channel's socket as many of a buffer's first bytes as it takes at once, 0 or more, and says how many. */
    @FunctionalInterface
    interface SocketWriter {
        int send(Channel channel, ByteBuffer bytes, int length) throws IOException;
    }

    /** Whether a channel's bytes go to its socket as they are. */
    static boolean isSupported(Channel channel) {
        return channel instanceof EpollSocketChannel && channel.pipeline().get(SslHandler.class) == null;
    }

    /** Whether the frame was taken, and retained: not if there are too many, or something waits in the channel already. */
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

    /** Hands everything over to the channel, which was given something else to write after it. */
    void writeToChannel(ChannelHandlerContext belowEncoder) {
        for (int i = 0; i < count; i++) {
            belowEncoder.write(frames[i].webSocketBytes(format), belowEncoder.voidPromise());
        }
        discard();
    }

    /** Writes everything, and flushes the channel if that has something to write. */
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

    /** Lets go of everything. */
    void discard() {
        for (int i = 0; i < count; i++) {
            frames[i].release();
            frames[i] = null;
        }
        count = 0;
    }

    /** Bytes that the socket took. A connection that is broken takes none: the channel finds out and closes. */
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
