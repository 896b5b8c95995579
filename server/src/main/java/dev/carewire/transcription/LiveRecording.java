package dev.carewire.transcription;

import java.util.ArrayList;
import java.util.List;

/**
 * The audio of one recording that has not been transcribed yet. Not thread-safe: {@link LiveTranscription} guards it.
 */
final class LiveRecording {

    private final String mimeType;
    private final byte[] header;
    private List<byte[]> pending = new ArrayList<>();
    private int pendingBytes;
    private int inFlightBytes;
    private int lastIndex = -1;
    private boolean headerSent;

    /** Whether the minimum interval since the last request is running. */
    boolean coolingDown;

    /** Whether the recording has ended. */
    boolean completed;

    /** Whether a chunk has arrived since the last idle check. */
    boolean active;

    /** A recording that starts with this chunk, which must still be added. */
    LiveRecording(AudioChunk first) {
        this.mimeType = first.mimeType();
        this.header = WebmHeader.of(first);
    }

    String mimeType() {
        return mimeType;
    }

    /** The index of the newest chunk; -1 before the first. */
    int lastIndex() {
        return lastIndex;
    }

    /** Bytes buffered for it, including the header. */
    int bytes() {
        return header.length + pendingBytes + inFlightBytes;
    }

    void add(AudioChunk chunk) {
        pending.add(chunk.bytes());
        pendingBytes += chunk.bytes().length;
        lastIndex = chunk.index();
        active = true;
    }

    boolean isDrained() {
        return inFlightBytes == 0 && pendingBytes == 0;
    }

    /** Whether the pending audio can be requested now. */
    boolean isDue() {
        return inFlightBytes == 0 && pendingBytes > 0 && (!coolingDown || completed);
    }

    /** Removes and returns all pending audio, preceded by the recording's header after the first request. */
    Audio takePending() {
        List<byte[]> parts = new ArrayList<>();
        if (headerSent && header.length > 0) {
            parts.add(header);
        }
        headerSent = true;
        parts.addAll(pending);
        inFlightBytes = pendingBytes;
        pending = new ArrayList<>();
        pendingBytes = 0;
        return new Audio(mimeType, parts);
    }

    /** Marks the current request as completed. */
    void completeRequest() {
        inFlightBytes = 0;
    }
}
