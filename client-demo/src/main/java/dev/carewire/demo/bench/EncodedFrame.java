package dev.carewire.demo.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A text as a complete WebSocket frame of a client, encoded once and sent any number of times. */
record EncodedFrame(ByteBuffer bytes) {

    private static final int FINAL_TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int MASK_LENGTH = 4;

    /** Encodes texts of up to 65,535 bytes. The masking key is zero, so that the payload bytes stay unchanged. */
    static EncodedFrame of(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        boolean small = payload.length < LENGTH_16;
        ByteBuffer frame = ByteBuffer.allocateDirect(payload.length + MASK_LENGTH + (small ? 2 : 4));
        frame.put((byte) FINAL_TEXT);
        if (small) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | LENGTH_16)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload);
        return new EncodedFrame(frame);
    }
}
