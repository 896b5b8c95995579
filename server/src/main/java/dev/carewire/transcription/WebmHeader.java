package dev.carewire.transcription;

import java.util.Arrays;
import java.util.Locale;

/**
 * The beginning of a WebM recording: what kind of sound follows. Recorders write it once, into their first piece, and no later piece
 * can be understood without it.
 */
final class WebmHeader {

    /** Longest beginning that is kept, in bytes; recorders' have a few hundred. */
    static final int MAX_BYTES = 65_536;

    /** Begins each cluster of sound. */
    private static final byte[] CLUSTER = {0x1F, 0x43, (byte) 0xB6, 0x75};

    private static final byte[] NONE = new byte[0];

    private WebmHeader() {}

    /** What the first piece has before its sound; empty if it is no WebM, or has nothing like it. */
    static byte[] of(AudioChunk first) {
        if (!first.mimeType().toLowerCase(Locale.ROOT).startsWith(AudioChunk.DEFAULT_TYPE)) {
            return NONE;
        }
        byte[] bytes = first.bytes();
        int last = Math.min(bytes.length - CLUSTER.length, MAX_BYTES);
        for (int i = 0; i <= last; i++) {
            if (Arrays.equals(bytes, i, i + CLUSTER.length, CLUSTER, 0, CLUSTER.length)) {
                return Arrays.copyOf(bytes, i);
            }
        }
        return NONE;
    }
}
