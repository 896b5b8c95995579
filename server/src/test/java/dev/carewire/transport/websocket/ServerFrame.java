package dev.carewire.transport.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A server's WebSocket frame, as a client reads it. */
public final class ServerFrame {

    private static final int RSV1 = 0x40;
    private static final int CLOSE = 0x88;

    private final int head;
    private final byte[] payload;

    private ServerFrame(int head, byte[] payload) {
        this.head = head;
        this.payload = payload;
    }

    /** Complete frames, one after the other. */
    public static List<ServerFrame> of(byte[] bytes) {
        List<ServerFrame> frames = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            int head = in.get() & 0xff;
            int length = in.get();
            if (length == 126) {
                length = in.getShort() & 0xffff;
            } else if (length == 127) {
                length = Math.toIntExact(in.getLong());
            }
            byte[] payload = new byte[length];
            in.get(payload);
            frames.add(new ServerFrame(head, payload));
        }
        return frames;
    }

    /** The first byte: flags and opcode. */
    public int head() {
        return head;
    }

    public byte[] payload() {
        return payload.clone();
    }

    public boolean isDeflated() {
        return (head & RSV1) != 0;
    }

    public byte[] message() {
        return isDeflated() ? DeflatedFrames.message(payload) : payload();
    }

    public String text() {
        return new String(message(), StandardCharsets.UTF_8);
    }

    /** The server's close code; 0 for any other frame. */
    public int closeCode() {
        return head == CLOSE ? ByteBuffer.wrap(payload).getShort() : 0;
    }
}
