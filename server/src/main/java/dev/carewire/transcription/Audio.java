package dev.carewire.transcription;

import java.util.List;
import java.util.Objects;

/**
 * Sound to be put into writing.
 *
 * @param mimeType what the bytes are, as {@link AudioChunk} has it
 * @param parts one after the other; not to be changed
 */
public record Audio(String mimeType, List<byte[]> parts) {

    public Audio {
        Objects.requireNonNull(mimeType, "mimeType");
        parts = List.copyOf(parts);
    }

    /** How many bytes it has. */
    public int size() {
        return parts.stream().mapToInt(part -> part.length).sum();
    }

    /** Nothing of what is said in it. */
    @Override
    public String toString() {
        return "Audio[" + mimeType + ", " + size() + " bytes]";
    }
}
