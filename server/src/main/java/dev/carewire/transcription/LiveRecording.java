package dev.carewire.transcription;

import java.util.ArrayList;
import java.util.List;

/** The sound of one recording that is not in writing yet. Not safe for threads: {@link LiveTranscription} guards it. */
final class LiveRecording {

    private final String mimeType;
    private final byte[] header;
    private List<byte[]> waiting = new ArrayList<>();
    private int waitingBytes;
    private int askedBytes;
    private int lastIndex = -1;
    private boolean headerSent;

    /** Whether the time between two requests is running. */
    boolean resting;

    /** Whether nothing more comes. */
    boolean completed;

    /** Whether something came since somebody last looked. */
    boolean fresh;

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
        return header.length + waitingBytes + askedBytes;
    }

    void add(AudioChunk chunk) {
        waiting.add(chunk.bytes());
        waitingBytes += chunk.bytes().length;
        lastIndex = chunk.index();
        fresh = true;
    }

    boolean isAsked() {
        return askedBytes > 0;
    }

    boolean isDrained() {
        return askedBytes == 0 && waitingBytes == 0;
    }

    /** Whether what waits may be asked for now. */
    boolean isDue() {
        return askedBytes == 0 && waitingBytes > 0 && (!resting || completed);
    }

    /** Takes all that waits; the pieces that follow the first are given the recording's header. */
    Audio ask() {
        List<byte[]> parts = new ArrayList<>();
        if (headerSent && header.length > 0) {
            parts.add(header);
        }
        headerSent = true;
        parts.addAll(waiting);
        askedBytes = waitingBytes;
        waiting = new ArrayList<>();
        waitingBytes = 0;
        return new Audio(mimeType, parts);
    }

    /** What was asked for has been answered. */
    void answered() {
        askedBytes = 0;
    }
}
