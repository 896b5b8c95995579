package dev.carewire.transport.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Compressed messages as clients make and read them (RFC 7692, 7.2). */
public final class DeflatedFrames {

    /** FIN, RSV1 and the opcode of a text. */
    public static final int TEXT = 0xc1;

    public static final int BINARY = 0xc2;

    private DeflatedFrames() {}

    /** A text as one compressed frame. */
    public static byte[] text(String text) {
        return WebSocketBytes.frame(TEXT, payload(text));
    }

    public static byte[] payload(String text) {
        return payload(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The payload of a compressed message. */
    public static byte[] payload(byte[] message) {
        byte[] flushed = deflate(message, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(flushed, flushed.length - 4);
    }

    /** The same, with a last block that is marked as final. */
    public static byte[] endedPayload(String text) {
        byte[] ended = deflate(text.getBytes(StandardCharsets.UTF_8), Deflater.NO_FLUSH);
        return Arrays.copyOf(ended, ended.length + 1);
    }

    private static byte[] deflate(byte[] message, int flush) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(message);
        if (flush == Deflater.NO_FLUSH) {
            deflater.finish();
        }
        byte[] bytes = new byte[message.length + 100];
        int count = deflater.deflate(bytes, 0, bytes.length, flush);
        deflater.end();
        return Arrays.copyOf(bytes, count);
    }

    /** The message in a payload. */
    public static byte[] message(byte[] payload) {
        Inflater inflater = new Inflater(true);
        byte[] withTail = Arrays.copyOf(payload, payload.length + 4);
        withTail[payload.length + 2] = -1;
        withTail[payload.length + 3] = -1;
        inflater.setInput(withTail);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] step = new byte[4096];
        try {
            for (int count = inflater.inflate(step); count > 0; count = inflater.inflate(step)) {
                message.write(step, 0, count);
            }
        } catch (DataFormatException corrupt) {
            throw new AssertionError("payload: not deflated", corrupt);
        } finally {
            inflater.end();
        }
        return message.toByteArray();
    }
}
