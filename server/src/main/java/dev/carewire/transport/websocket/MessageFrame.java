package dev.carewire.transport.websocket;

import dev.carewire.hub.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One or more messages, encoded once as consecutive, complete WebSocket frames: first text, then binary messages. Other
 * transports use the same bytes without the frame headers. A compressed format, if any, is also made once. Any thread.
 */
public final class MessageFrame implements Frame {

    private enum CompressionState {
        NOT_TRIED,
        TRIED
    }

    /** The uncompressed format, followed by the compressed one, if that is shorter. */
    private final ByteBuf bytes;

    private final int size;
    private final int textCount;
    private final ByteBuffer shared;

    /** Empty without a compressed format. */
    private final ByteBuffer sharedDeflated;

    private final int[] payloadStarts;
    private final int[] payloadEnds;

    private final boolean compressible;

    private MessageFrame(
            ByteBuf bytes,
            int size,
            int textCount,
            int[] payloadStarts,
            int[] payloadEnds,
            CompressionState compression) {
        this.bytes = bytes;
        this.size = size;
        this.textCount = textCount;
        this.shared = bytes.nioBuffer(0, size);
        this.sharedDeflated = bytes.nioBuffer(size, bytes.capacity() - size);
        this.payloadStarts = payloadStarts;
        this.payloadEnds = payloadEnds;
        this.compressible = compression == CompressionState.NOT_TRIED && longestMessage() >= MessageDeflater.THRESHOLD;
    }

    private int longestMessage() {
        int longest = 0;
        for (int i = 0; i < messageCount(); i++) {
            longest = Math.max(longest, length(i));
        }
        return longest;
    }

    /** Encodes texts, one message each. */
    public static MessageFrame of(List<String> texts) {
        return encode(texts, List.of());
    }

    /** Encodes a text and the binary messages that follow it. */
    public static MessageFrame of(String text, List<byte[]> attachments) {
        return encode(List.of(text), attachments);
    }

    /** Encodes one text. */
    public static MessageFrame of(String text) {
        return encode(List.of(text), List.of());
    }

    private static MessageFrame encode(List<String> messages, List<byte[]> attachments) {
        int texts = messages.size();
        int[] starts = new int[texts + attachments.size()];
        int[] ends = new int[starts.length];
        int size = 0;
        for (int i = 0; i < starts.length; i++) {
            int length = i < texts ? ByteBufUtil.utf8Bytes(messages.get(i)) : attachments.get(i - texts).length;
            starts[i] = size + WebSocketFrameHeader.length(length);
            ends[i] = starts[i] + length;
            size = ends[i];
        }
        ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(size, size);
        for (int i = 0; i < starts.length; i++) {
            int length = ends[i] - starts[i];
            if (i < texts) {
                WebSocketFrameHeader.write(bytes, WebSocketFrameHeader.TEXT, length);
                ByteBufUtil.reserveAndWriteUtf8(bytes, messages.get(i), length);
            } else {
                WebSocketFrameHeader.write(bytes, WebSocketFrameHeader.BINARY, length);
                bytes.writeBytes(attachments.get(i - texts));
            }
        }
        return new MessageFrame(bytes, size, texts, starts, ends, CompressionState.NOT_TRIED);
    }

    /**
     * The same messages with a compressed form of the longer ones, if any becomes shorter. The caller gives up this
     * frame and must release the returned one, which may be this.
     */
    public MessageFrame deflated() {
        if (!compressible) {
            return this;
        }
        byte[] message = new byte[longestMessage()];
        ByteBuf deflated = bytes.alloc().directBuffer(size, size);
        boolean shorter = false;
        for (int i = 0; i < messageCount(); i++) {
            int head = isBinary(i) ? WebSocketFrameHeader.BINARY : WebSocketFrameHeader.TEXT;
            int length = length(i);
            int count = length < MessageDeflater.THRESHOLD
                    ? 0
                    : MessageDeflater.deflate(bytes.nioBuffer(payloadStarts[i], length), message);
            shorter |= count > 0;
            if (count > 0) {
                WebSocketFrameHeader.write(deflated, head | WebSocketFrameHeader.DEFLATED, count);
                deflated.writeBytes(message, 0, count);
            } else {
                WebSocketFrameHeader.write(deflated, head, length);
                writeMessage(i, deflated);
            }
        }
        ByteBuf both = shorter ? join(deflated) : bytes.retain();
        deflated.release();
        bytes.release();
        return new MessageFrame(both, size, textCount, payloadStarts, payloadEnds, CompressionState.TRIED);
    }

    private ByteBuf join(ByteBuf deflated) {
        int length = size + deflated.readableBytes();
        return bytes.alloc()
                .directBuffer(length, length)
                .writeBytes(bytes, 0, size)
                .writeBytes(deflated);
    }

    /**
     * The bytes for one WebSocket, with their own reader index, for the caller to release. The bytes are shared, except
     * for binary messages with a prefix, which are not compressed.
     */
    ByteBuf webSocketBytes(WebSocketFrameFormat format) {
        return isShared(format) ? bytes.retainedSlice(offset(format), size(format)) : withBinaryPrefix(format);
    }

    /** Whether such clients receive exactly the bytes of {@link #shared}. */
    boolean isShared(WebSocketFrameFormat format) {
        return format.binaryPrefix().isEmpty() || textCount == messageCount();
    }

    private boolean isDeflated(WebSocketFrameFormat format) {
        return format.deflated() && sharedDeflated.hasRemaining();
    }

    private int offset(WebSocketFrameFormat format) {
        return isDeflated(format) ? size : 0;
    }

    private ByteBuf withBinaryPrefix(WebSocketFrameFormat format) {
        int textEnd = textCount == 0 ? 0 : payloadEnds[textCount - 1];
        // Room for a prefix and a longer header for each.
        ByteBuf prefixed = bytes.alloc().buffer(size + 7 * (messageCount() - textCount));
        prefixed.writeBytes(bytes, 0, textEnd);
        for (int i = textCount; i < messageCount(); i++) {
            WebSocketFrameHeader.write(prefixed, WebSocketFrameHeader.BINARY, length(i) + 1);
            prefixed.writeByte(format.binaryPrefix().getAsInt());
            writeMessage(i, prefixed);
        }
        return prefixed;
    }

    /** All bytes for one WebSocket. Shared: callers must not move its position and limit. */
    ByteBuffer shared(WebSocketFrameFormat format) {
        return isDeflated(format) ? sharedDeflated : shared;
    }

    /** The number of bytes in {@link #shared}. */
    int size(WebSocketFrameFormat format) {
        return shared(format).remaining();
    }

    /** Appends all bytes for one WebSocket. */
    void writeTo(ByteBuf out, WebSocketFrameFormat format) {
        out.writeBytes(bytes, offset(format), size(format));
    }

    /** The number of messages. */
    public int messageCount() {
        return payloadStarts.length;
    }

    /** Whether a message is binary rather than text. */
    public boolean isBinary(int index) {
        return index >= textCount;
    }

    /** A message's length in bytes, without its WebSocket header. */
    public int length(int index) {
        return payloadEnds[index] - payloadStarts[index];
    }

    /** Appends a message without its WebSocket header. */
    public void writeMessage(int index, ByteBuf out) {
        out.writeBytes(bytes, payloadStarts[index], length(index));
    }

    /** A read-only view of a message without its WebSocket header, valid while the frame is held. */
    public ByteBuf message(int index) {
        return bytes.slice(payloadStarts[index], length(index));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int memorySize() {
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
