package dev.carewire.transcription;

import dev.carewire.command.RejectedException;
import java.util.regex.Pattern;

/** A chunk of a live recording. Immutable as long as callers do not change its bytes. */
public final class AudioChunk {

    /** Highest index: more than eleven days of one chunk per second. */
    public static final int MAX_INDEX = 1_000_000;

    /** The type of chunks that name none. */
    public static final String DEFAULT_TYPE = "audio/webm";

    private static final Pattern TYPE =
            Pattern.compile("audio/[a-zA-Z0-9.+-]{1,60}(; ?codecs=\"?[a-zA-Z0-9.,+-]{1,60}\"?)?");

    private final int index;
    private final String mimeType;
    private final byte[] bytes;

    /**
     * A chunk.
     *
     * @param index rises from chunk to chunk, 0 to {@value #MAX_INDEX}
     * @param mimeType an audio type, optionally with codecs
     * @param bytes at least one; the caller must not change them any more
     * @throws RejectedException {@code INVALID} for an invalid chunk
     */
    public AudioChunk(int index, String mimeType, byte[] bytes) {
        if (index < 0 || index > MAX_INDEX) {
            throw RejectedException.invalid("chunkIndex: invalid (expected: 0.." + MAX_INDEX + ")");
        }
        if (!TYPE.matcher(mimeType).matches()) {
            throw RejectedException.invalid("mimeType: invalid (expected: an audio type such as " + DEFAULT_TYPE + ")");
        }
        if (bytes.length == 0) {
            throw RejectedException.invalid("data: empty (expected: bytes)");
        }
        this.index = index;
        this.mimeType = mimeType;
        this.bytes = bytes;
    }

    int index() {
        return index;
    }

    String mimeType() {
        return mimeType;
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Shows none of the audio. */
    @Override
    public String toString() {
        return "AudioChunk[" + index + ", " + bytes.length + " bytes]";
    }
}
