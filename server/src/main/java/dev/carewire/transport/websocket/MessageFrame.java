package dev.carewire.transport.websocket;

import dev.carewire.hub.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One or more messages, encoded once: complete WebSocket frames, one after the other, first those of text, then those of bytes. What
 * is no WebSocket takes the same bytes without the frame heads. A frame may have its messages in compressed form as well, which are
 * made once, too. Any thread.
 */
public final class MessageFrame implements Frame {

    private enum CompressionState {
        NOT_TRIED,
        TRIED
    }

    /** First as they are, then once more in compressed form, if that is shorter. */
    private final ByteBuf bytes;

    private final int size;
    private final int textCount;
    private final ByteBuffer shared;

    /** Empty if there is no compressed form. */
    private final ByteBuffer sharedDeflated;

    private final int[] payloadStarts;
    private final int[] payloadEnds;

    private final boolean compressible;

    private MessageFrame(
            ByteBuf bytes, int size, int texts, int[] payloadStarts, int[] payloadEnds, CompressionState shrinking) {
        this.bytes = bytes;
        this.size = size;
        this.textCount = texts;
        this.shared = bytes.nioBuffer(0, size);
        this.sharedDeflated = bytes.nioBuffer(size, bytes.capacity() - size);
        this.payloadStarts = payloadStarts;
        this.payloadEnds = payloadEnds;
        this.compressible = shrinking == CompressionState.NOT_TRIED && longestMessage() >= MessageDeflater.THRESHOLD;
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
     * The same with a compressed form of its longer messages, or without one if none gets shorter. Whoever calls this gives up this
     * frame and releases the one that it gets instead, which may be the same.
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
     * The bytes for one WebSocket, with an index of their own; the caller, or whom it hands them to, releases them. Shared, but for
     * binary messages with a mark, which are not compressed.
     */
    ByteBuf webSocketBytes(WebSocketFrameFormat form) {
        return isShared(form) ? bytes.retainedSlice(offset(form), size(form)) : withBinaryPrefix(form);
    }

    /** Whether such clients get the very bytes of {@link #shared}. */
    boolean isShared(WebSocketFrameFormat form) {
        return form.binaryPrefix().isEmpty() || textCount == messageCount();
    }

    private boolean isDeflated(WebSocketFrameFormat form) {
        return form.deflated() && sharedDeflated.hasRemaining();
    }

    private int offset(WebSocketFrameFormat form) {
        return isDeflated(form) ? size : 0;
    }

    private ByteBuf withBinaryPrefix(WebSocketFrameFormat form) {
        int textEnd = textCount == 0 ? 0 : payloadEnds[textCount - 1];
        // A mark, and perhaps a longer head for it.
        ByteBuf marked = bytes.alloc().buffer(size + 7 * (messageCount() - textCount));
        marked.writeBytes(bytes, 0, textEnd);
        for (int i = textCount; i < messageCount(); i++) {
            WebSocketFrameHeader.write(marked, WebSocketFrameHeader.BINARY, length(i) + 1);
            marked.writeByte(form.binaryPrefix().getAsInt());
            writeMessage(i, marked);
        }
        return marked;
    }

    /** All bytes for one WebSocket. Everybody's: its position and limit are not to be moved. */
    ByteBuffer shared(WebSocketFrameFormat form) {
        return isDeflated(form) ? sharedDeflated : shared;
    }

    /** How many bytes {@link #shared} has. */
    int size(WebSocketFrameFormat form) {
        return shared(form).remaining();
    }

    /** Appends all bytes for one WebSocket. */
    void writeTo(ByteBuf out, WebSocketFrameFormat form) {
        out.writeBytes(bytes, offset(form), size(form));
    }

    /** How many messages there are. */
    public int messageCount() {
        return payloadStarts.length;
    }

    /** Whether a message is bytes; else it is text. */
    public boolean isBinary(int index) {
        return index >= textCount;
    }

    /** Bytes of a message without its WebSocket head. */
    public int length(int index) {
        return payloadEnds[index] - payloadStarts[index];
    }

    /** Appends a message without its WebSocket head. */
    public void writeMessage(int index, ByteBuf out) {
        out.writeBytes(bytes, payloadStarts[index], length(index));
    }

    /** A message without its WebSocket head, only to be read, and only as long as the frame is held. */
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
