package dev.carewire.transport.socketio;

import dev.carewire.hub.Frame;
import dev.carewire.protocol.EnginePacket;
import dev.carewire.protocol.EngineVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One or more Engine.IO packets, encoded once: complete WebSocket frames, one after the other, first those of text, then those of
 * bytes. A polling response takes the same bytes without the frame heads. A frame may have its messages in compressed form as well,
 * which are made once, too.
 */
final class SocketIoFrame implements Frame {

    private enum Shrinking {
        NOT_TRIED,
        TRIED
    }

    /** First as they are, then once more in compressed form, if that is shorter. */
    private final ByteBuf bytes;

    private final int size;
    private final int texts;
    private final ByteBuffer shared;

    /** Empty if there is no compressed form. */
    private final ByteBuffer sharedDeflated;

    private final int[] payloadStarts;
    private final int[] payloadEnds;

    private final boolean mayShrink;

    private SocketIoFrame(
            ByteBuf bytes, int size, int texts, int[] payloadStarts, int[] payloadEnds, Shrinking shrinking) {
        this.bytes = bytes;
        this.size = size;
        this.texts = texts;
        this.shared = bytes.nioBuffer(0, size);
        this.sharedDeflated = bytes.nioBuffer(size, bytes.capacity() - size);
        this.payloadStarts = payloadStarts;
        this.payloadEnds = payloadEnds;
        this.mayShrink = shrinking == Shrinking.NOT_TRIED && longest() >= Deflation.THRESHOLD;
    }

    private int longest() {
        int longest = 0;
        for (int i = 0; i < packets(); i++) {
            longest = Math.max(longest, length(i));
        }
        return longest;
    }

    /** Encodes Engine.IO packets, each the text that {@code EnginePacket.encode} makes. */
    static SocketIoFrame of(List<String> packets) {
        return of(packets, List.of());
    }

    /** Encodes a packet and the binary messages that follow it. */
    static SocketIoFrame of(String packet, List<byte[]> attachments) {
        return of(List.of(packet), attachments);
    }

    static SocketIoFrame of(String packet) {
        return of(List.of(packet), List.of());
    }

    private static SocketIoFrame of(List<String> packets, List<byte[]> attachments) {
        int texts = packets.size();
        int[] starts = new int[texts + attachments.size()];
        int[] ends = new int[starts.length];
        int size = 0;
        for (int i = 0; i < starts.length; i++) {
            int length = i < texts ? ByteBufUtil.utf8Bytes(packets.get(i)) : attachments.get(i - texts).length;
            starts[i] = size + WebSocketHead.length(length);
            ends[i] = starts[i] + length;
            size = ends[i];
        }
        ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(size, size);
        for (int i = 0; i < starts.length; i++) {
            int length = ends[i] - starts[i];
            if (i < texts) {
                WebSocketHead.write(bytes, WebSocketHead.TEXT, length);
                ByteBufUtil.reserveAndWriteUtf8(bytes, packets.get(i), length);
            } else {
                WebSocketHead.write(bytes, WebSocketHead.BINARY, length);
                bytes.writeBytes(attachments.get(i - texts));
            }
        }
        return new SocketIoFrame(bytes, size, texts, starts, ends, Shrinking.NOT_TRIED);
    }

    /**
     * The same with a compressed form of its longer messages, or without one if none gets shorter. Whoever calls this gives up this
     * frame and releases the one that it gets instead, which may be the same.
     */
    SocketIoFrame deflated() {
        if (!mayShrink) {
            return this;
        }
        byte[] message = new byte[longest()];
        ByteBuf deflated = bytes.alloc().directBuffer(size, size);
        boolean shorter = false;
        for (int i = 0; i < packets(); i++) {
            int head = isBinary(i) ? WebSocketHead.BINARY : WebSocketHead.TEXT;
            int length = length(i);
            int count = length < Deflation.THRESHOLD
                    ? 0
                    : Deflation.deflate(bytes.nioBuffer(payloadStarts[i], length), message);
            shorter |= count > 0;
            if (count > 0) {
                WebSocketHead.write(deflated, head | WebSocketHead.DEFLATED, count);
                deflated.writeBytes(message, 0, count);
            } else {
                WebSocketHead.write(deflated, head, length);
                writePacket(i, deflated);
            }
        }
        ByteBuf both = shorter ? join(deflated) : bytes.retain();
        deflated.release();
        bytes.release();
        return new SocketIoFrame(both, size, texts, payloadStarts, payloadEnds, Shrinking.TRIED);
    }

    private ByteBuf join(ByteBuf deflated) {
        int length = size + deflated.readableBytes();
        return bytes.alloc()
                .directBuffer(length, length)
                .writeBytes(bytes, 0, size)
                .writeBytes(deflated);
    }

    /**
     * The bytes for one WebSocket, with an index of their own; the caller, or whom it hands them to, releases them. Shared, but for
     * binary messages in v3, which say in a byte of their own what they are, and are not compressed.
     */
    ByteBuf webSocketBytes(WebSocketForm form) {
        return isShared(form) ? bytes.retainedSlice(start(form), size(form)) : typed();
    }

    /** Whether such clients get the very bytes of {@link #shared}. */
    boolean isShared(WebSocketForm form) {
        return form.version() == EngineVersion.V4 || texts == packets();
    }

    private boolean isDeflated(WebSocketForm form) {
        return form.deflated() && sharedDeflated.hasRemaining();
    }

    private int start(WebSocketForm form) {
        return isDeflated(form) ? size : 0;
    }

    private ByteBuf typed() {
        int textEnd = texts == 0 ? 0 : payloadEnds[texts - 1];
        // A type, and perhaps a longer head for it.
        ByteBuf typed = bytes.alloc().buffer(size + 7 * (packets() - texts));
        typed.writeBytes(bytes, 0, textEnd);
        for (int i = texts; i < packets(); i++) {
            WebSocketHead.write(typed, WebSocketHead.BINARY, length(i) + 1);
            typed.writeByte(EnginePacket.Type.MESSAGE.number());
            writePacket(i, typed);
        }
        return typed;
    }

    /** All bytes for one WebSocket. Everybody's: its position and limit are not to be moved. */
    ByteBuffer shared(WebSocketForm form) {
        return isDeflated(form) ? sharedDeflated : shared;
    }

    /** How many bytes {@link #shared} has. */
    int size(WebSocketForm form) {
        return shared(form).remaining();
    }

    /** Appends all bytes for one WebSocket. */
    void writeTo(ByteBuf out, WebSocketForm form) {
        out.writeBytes(bytes, start(form), size(form));
    }

    int packets() {
        return payloadStarts.length;
    }

    /** Whether a packet is bytes; else it is text. */
    boolean isBinary(int index) {
        return index >= texts;
    }

    /** Bytes of a packet without its WebSocket head. */
    int length(int index) {
        return payloadEnds[index] - payloadStarts[index];
    }

    /** Appends a packet without its WebSocket head. */
    void writePacket(int index, ByteBuf out) {
        out.writeBytes(bytes, payloadStarts[index], length(index));
    }

    /** A packet without its WebSocket head, only to be read, and only as long as the frame is held. */
    ByteBuf packet(int index) {
        return bytes.slice(payloadStarts[index], length(index));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int held() {
        return bytes.capacity();
    }

    @Override
    public void retain() {
        bytes.retain();
    }

    @Override
    public void release() {
        bytes.release();
    }
}
