package dev.carewire.transcription;

import java.util.Arrays;
import java.util.Locale;

/**
 * The header of a WebM recording, which describes the audio that follows. Recorders write it once, into their first
 * chunk, and later chunks cannot be decoded without it.
 */
final class WebmHeader {

    /** Longest header, in bytes; those of recorders have a few hundred. */
    static final int MAX_BYTES = 65_536;

    /** The start of a cluster of audio. */
    private static final byte[] CLUSTER = {0x1F, 0x43, (byte) 0xB6, 0x75};

    private static final byte[] NONE = new byte[0];

    private WebmHeader() {}

    /** The part of the first chunk before its audio; empty if it is not WebM, or has no such part. */
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
