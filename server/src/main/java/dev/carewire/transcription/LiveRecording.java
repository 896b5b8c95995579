package dev.carewire.transcription;

import java.util.ArrayList;
import java.util.List;

/** The sound of one recording that is not in writing yet. Not safe for threads: {@link LiveTranscription} guards it. */
final class LiveRecording {

    private final String mimeType;
    private final byte[] header;
    private List<byte[]> pending = new ArrayList<>();
    private int pendingBytes;
    private int inFlightBytes;
    private int lastIndex = -1;
    private boolean headerSent;

    /** Whether the time between two requests is running. */
    boolean coolingDown;

    /** Whether nothing more comes. */
    boolean completed;

    /** Whether something came since somebody last looked. */
    boolean active;

    /** A recording that begins with this piece, which is still to be added. */
    LiveRecording(AudioChunk first) {
        this.mimeType = first.mimeType();
        this.header = WebmHeader.of(first);
    }

    String mimeType() {
        return mimeType;
    }

    /** The index of the newest piece; -1 before the first. */
    int lastIndex() {
        return lastIndex;
    }

    /** Bytes held for it, the header included. */
    int bytes() {
        return header.length + pendingBytes + inFlightBytes;
    }

    void add(AudioChunk chunk) {
        pending.add(chunk.bytes());
        pendingBytes += chunk.bytes().length;
        lastIndex = chunk.index();
        active = true;
    }

    boolean isInFlight() {
        return inFlightBytes > 0;
    }

    boolean isDrained() {
        return inFlightBytes == 0 && pendingBytes == 0;
    }

    /** Whether what waits may be asked for now. */
    boolean isDue() {
        return inFlightBytes == 0 && pendingBytes > 0 && (!coolingDown || completed);
    }

    /** Takes all that waits; the pieces that follow the first are given the recording's header. */
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

    /** What was asked for has been answered. */
    void completeRequest() {
        inFlightBytes = 0;
    }
}
