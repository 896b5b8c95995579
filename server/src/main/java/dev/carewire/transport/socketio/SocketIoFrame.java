package dev.carewire.transport.socketio;

import dev.carewire.hub.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.util.List;

/**
 * One or more Engine.IO packets, encoded once: complete WebSocket text frames, one after the other. A polling response takes the
 * same bytes without the frame heads.
 */
final class SocketIoFrame implements Frame {

    /** FIN and the opcode of a text frame (RFC 6455, 5.2). */
    private static final int FINAL_TEXT = 0x81;

    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MAX_LENGTH_16 = 0xffff;

    private final ByteBuf bytes;
    private final int[] payloadStarts;
    private final int[] payloadEnds;

    private SocketIoFrame(ByteBuf bytes, int[] payloadStarts, int[] payloadEnds) {
        this.bytes = bytes;
        this.payloadStarts = payloadStarts;
        this.payloadEnds = payloadEnds;
    }

    /** Encodes Engine.IO packets, each the text that {@code EnginePacket.encode} makes. */
    static SocketIoFrame of(List<String> packets) {
        int[] starts = new int[packets.size()];
        int[] ends = new int[packets.size()];
        int size = 0;
        for (int i = 0; i < starts.length; i++) {
            int length = ByteBufUtil.utf8Bytes(packets.get(i));
            starts[i] = size + headLength(length);
            ends[i] = starts[i] + length;
            size = ends[i];
        }
        ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(size, size);
        for (int i = 0; i < starts.length; i++) {
            writeHead(bytes, ends[i] - starts[i]);
            ByteBufUtil.reserveAndWriteUtf8(bytes, packets.get(i), ends[i] - starts[i]);
        }
        return new SocketIoFrame(bytes, starts, ends);
    }

    static SocketIoFrame of(String packet) {
        return of(List.of(packet));
    }

    private static int headLength(int length) {
        if (length < LENGTH_16) {
            return 2;
        }
        return length <= MAX_LENGTH_16 ? 4 : 10;
    }

    private static void writeHead(ByteBuf bytes, int length) {
        bytes.writeByte(FINAL_TEXT);
        if (length < LENGTH_16) {
            bytes.writeByte(length);
        } else if (length <= MAX_LENGTH_16) {
            bytes.writeByte(LENGTH_16).writeShort(length);
        } else {
            bytes.writeByte(LENGTH_64).writeLong(length);
        }
    }

    /** The bytes for one WebSocket, with an index of their own; the caller, or whom it hands them to, releases them. */
    ByteBuf webSocketBytes() {
        return bytes.retainedDuplicate();
    }

    int packets() {
        return payloadStarts.length;
    }

    /** Appends a packet without its WebSocket head. */
    void writePacket(int index, ByteBuf out) {
        out.writeBytes(bytes, payloadStarts[index], payloadEnds[index] - payloadStarts[index]);
    }

    @Override
    public int size() {
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
