package dev.carewire.transcription;

import java.time.Duration;
import java.util.Objects;

/**
 * What transcription may use up on a node.
 *
 * @param minInterval between two requests for one recording, 0 to 10 minutes; what comes in between is gathered
 * @param perRecording bytes that wait, or are being transcribed, of one recording; 64 KiB to 64 MiB
 * @param inAll bytes that wait, or are being transcribed, of all recordings; at least those of one
 */
public record TranscriptionLimits(Duration minInterval, int perRecording, int inAll) {

    /** Recordings that are being transcribed at a time. */
    public static final int RECORDINGS = 1_000;

    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(10);
    private static final int LEAST_BYTES = 1 << 16;
    private static final int MOST_BYTES = 1 << 26;

    public TranscriptionLimits {
        Objects.requireNonNull(minInterval, "minInterval");
        if (minInterval.isNegative() || minInterval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException("minInterval: " + minInterval + " (expected: 0..10m)");
        }
        if (perRecording < LEAST_BYTES || perRecording > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "perRecording: " + perRecording + " (expected: " + LEAST_BYTES + ".." + MOST_BYTES + ")");
        }
        if (inAll < perRecording) {
            throw new IllegalArgumentException("inAll: " + inAll + " (expected: at least perRecording)");
        }
    }
}
