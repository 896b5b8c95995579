package dev.carewire.transport.websocket;

import dev.carewire.fuzz.FuzzRandom;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** WebSocket frames as bytes (RFC 6455, 5.2), valid and invalid ones. */
public final class WebSocketBytes {

    /** The largest message that the servers of these tests accept, in bytes. */
    public static final int MAX_PAYLOAD = 10_000;

    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final byte[] MASK = {1, 2, 3, 4};

    private WebSocketBytes() {}

    public static byte[] text(String text) {
        return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A request for a WebSocket together with its first message. */
    public static byte[] textBehind(String request, String text) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(request.getBytes(StandardCharsets.US_ASCII));
        both.writeBytes(text(text));
        return both.toByteArray();
    }

    public static byte[] close(int code) {
        return frame(CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    /** A masked frame with its correct length. */
    public static byte[] frame(int head, byte[] payload) {
        return frame(head, true, payload.length < 126 ? 1 : payload.length < 0x10000 ? 2 : 8, payload.length, payload);
    }

    private static byte[] frame(int head, boolean masked, int lengthBytes, long length, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(head);
        int maskBit = masked ? 0x80 : 0;
        switch (lengthBytes) {
            case 1 -> frame.write(maskBit | (int) (length & 0x7f));
            case 2 -> {
                frame.write(maskBit | 126);
                frame.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
            }
            default -> {
                frame.write(maskBit | 127);
                frame.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
            }
        }
        if (masked) {
            frame.writeBytes(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.write(masked ? payload[i] ^ MASK[i % 4] : payload[i]);
        }
        return frame.toByteArray();
    }

    /** One or more frames with arbitrary faults. */
    public static byte[] hostile(FuzzRandom chance, List<String> packets, List<String> vocabulary) {
        byte[] payload = chance.mutate(chance.choose(packets), vocabulary).getBytes(StandardCharsets.UTF_8);
        return switch (chance.nextInt(10)) {
            case 0, 1, 2 -> frame(TEXT, payload);
            case 3 -> fragmented(chance, payload);
            case 4 -> frame(chance.nextInt(256), payload);
            case 5 -> frame(chance.choose(0x82, 0x89, 0x8a, 0x80, 0x01, 0xc1), chance.randomBytes(chance.nextInt(200)));
            case 6 -> frame(CLOSE, chance.randomBytes(chance.nextInt(5)));
            case 7 ->
                frame(
                        TEXT,
                        chance.oneIn(2),
                        chance.choose(1, 2, 8),
                        chance.choose(
                                (long) payload.length, -1L, Long.MAX_VALUE, 0xffffL, 10_001L, 0L, chance.anyLong()),
                        payload);
            case 8 -> frame(TEXT, chance.randomBytes(chance.nextInt(50)));
            default ->
                chance.oneIn(4)
                        ? frame(TEXT, new byte[MAX_PAYLOAD + chance.nextInt(3)])
                        : chance.mutate(frame(TEXT, payload), vocabulary);
        };
    }

    /**
     * The same for a connection with compression: messages that expand, are truncated or changed, or have invalid
     * marks.
     */
    public static byte[] hostileDeflated(FuzzRandom chance, List<String> packets, List<String> vocabulary) {
        byte[] message = chance.mutate(chance.choose(packets), vocabulary).getBytes(StandardCharsets.UTF_8);
        byte[] payload = switch (chance.nextInt(6)) {
            case 0 -> chance.mutate(DeflatedFrames.payload(message), vocabulary);
            case 1 -> DeflatedFrames.payload(new byte[chance.nextInt(10 * MAX_PAYLOAD)]);
            case 2 -> chance.randomBytes(chance.nextInt(200));
            case 3 -> DeflatedFrames.endedPayload(chance.choose(packets));
            default -> DeflatedFrames.payload(message);
        };
        if (chance.oneIn(3)) {
            int cut = chance.nextInt(payload.length + 1);
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            frames.writeBytes(frame(chance.choose(0x41, 0x41, 0x42, 0x40), Arrays.copyOf(payload, cut)));
            if (chance.oneIn(3)) {
                frames.writeBytes(frame(chance.choose(0x89, 0xc9, 0xc1), new byte[chance.nextInt(3)]));
            }
            frames.writeBytes(
                    frame(chance.choose(0x80, 0x80, 0xc0, 0x00), Arrays.copyOfRange(payload, cut, payload.length)));
            return frames.toByteArray();
        }
        return frame(chance.oneIn(8) ? chance.nextInt(256) : chance.choose(0xc1, 0xc1, 0xc2), payload);
    }

    private static byte[] fragmented(FuzzRandom chance, byte[] payload) {
        int cut = chance.nextInt(payload.length + 1);
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(frame(chance.choose(0x01, 0x01, 0x02, 0x00), Arrays.copyOf(payload, cut)));
        if (chance.oneIn(3)) {
            frames.writeBytes(frame(chance.choose(0x89, 0x8a, 0x81), new byte[chance.nextInt(3)]));
        }
        frames.writeBytes(
                frame(chance.choose(0x80, 0x80, 0x00, 0x81), Arrays.copyOfRange(payload, cut, payload.length)));
        return frames.toByteArray();
    }
}
