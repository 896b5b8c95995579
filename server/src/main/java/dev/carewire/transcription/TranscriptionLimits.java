package dev.carewire.transcription;

import java.time.Duration;
import java.util.Objects;

/**
 * Resource limits of transcription on a node.
 *
 * @param minInterval between two requests for one recording, 0 to 10 minutes; chunks in between are collected
 * @param maxBytesPerRecording pending and requested bytes of one recording; 64 KiB to 64 MiB
 * @param maxBytesTotal pending and requested bytes of all recordings; at least those of one
 */
public record TranscriptionLimits(Duration minInterval, int maxBytesPerRecording, int maxBytesTotal) {

    /** Most recordings that are transcribed at a time. */
    public static final int MAX_RECORDINGS = 1_000;

    private static final Duration MAX_INTERVAL = Duration.ofMinutes(10);
    private static final int MIN_BYTES = 1 << 16;
    private static final int MAX_BYTES = 1 << 26;

    public TranscriptionLimits {
        Objects.requireNonNull(minInterval, "minInterval");
        if (minInterval.isNegative() || minInterval.compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException("minInterval: " + minInterval + " (expected: 0..10m)");
        }
        if (maxBytesPerRecording < MIN_BYTES || maxBytesPerRecording > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "perRecording: " + maxBytesPerRecording + " (expected: " + MIN_BYTES + ".." + MAX_BYTES + ")");
        }
        if (maxBytesTotal < maxBytesPerRecording) {
            throw new IllegalArgumentException("inAll: " + maxBytesTotal + " (expected: at least perRecording)");
        }
    }
}
