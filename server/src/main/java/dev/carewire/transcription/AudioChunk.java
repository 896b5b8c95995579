package dev.carewire.transcription;

import dev.carewire.command.RejectedException;
import java.util.regex.Pattern;

/** A piece of a recording as it comes in. Immutable as long as nobody changes its bytes. */
public final class AudioChunk {

    /** Highest index: more than eleven days of a piece each second. */
    public static final int MAX_INDEX = 1_000_000;

    /** What it is unless something else is said. */
    public static final String DEFAULT_TYPE = "audio/webm";

    private static final Pattern TYPE =
            Pattern.compile("audio/[a-zA-Z0-9.+-]{1,60}(; ?codecs=\"?[a-zA-Z0-9.,+-]{1,60}\"?)?");

    private final int index;
    private final String mimeType;
    private final byte[] bytes;

    /**
     * A piece.
     *
     * @param index rises from piece to piece, 0 to {@value #MAX_INDEX}
     * @param mimeType an audio type, perhaps with codecs
     * @param bytes at least one; not to be changed any more
     * @throws RejectedException {@code INVALID} for what is no piece of a recording
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

    /** Nothing of what is said in it. */
    @Override
    public String toString() {
        return "AudioChunk[" + index + ", " + bytes.length + " bytes]";
    }
}
