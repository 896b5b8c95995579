package dev.carewire.transcription;

import java.util.List;
import java.util.Objects;

/**
 * Audio to transcribe.
 *
 * @param mimeType the type of the bytes, as in {@link AudioChunk}
 * @param parts in order; not to be changed
 */
public record Audio(String mimeType, List<byte[]> parts) {

    public Audio {
        Objects.requireNonNull(mimeType, "mimeType");
        parts = List.copyOf(parts);
    }

    /** The total number of bytes. */
    public int size() {
        return parts.stream().mapToInt(part -> part.length).sum();
    }

    /** Shows none of the audio. */
    @Override
    public String toString() {
        return "Audio[" + mimeType + ", " + size() + " bytes]";
    }
}
