package dev.carewire.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Recordings of examinations. */
public final class RecordingEvents {

    /** A room without members: messages about no particular recording reach the requester only. */
    private static final String NO_RECORDING = "";

    public static final EventType<TranscriptHeard> TRANSCRIPT_HEARD = new EventType<>(
            "recording.transcript-heard",
            TranscriptHeard.class,
            (tenant, transcript) -> List.of(RoomKey.recording(tenant, transcript.recordingId())),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "The next part of a recording was transcribed.");

    public static final EventType<TranscriptionFailed> TRANSCRIPTION_FAILED = new EventType<>(
            "recording.transcription-failed",
            TranscriptionFailed.class,
            (tenant, failed) ->
                    List.of(RoomKey.recording(tenant, failed.recordingId().orElse(NO_RECORDING))),
            Delivery.VOLATILE,
            Phi.NONE,
            "The transcription of a part of a recording failed, or a request about a recording was rejected.");

    public static final EventType<RecordingJoined> RECORDING_JOINED = new EventType<>(
            "recording.joined",
            RecordingJoined.class,
            (tenant, joined) -> List.of(RoomKey.recording(tenant, joined.recordingId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "A session subscribed to a recording of its user; only that session receives this.");

    public static final EventType<RecordingLeft> RECORDING_LEFT = new EventType<>(
            "recording.left",
            RecordingLeft.class,
            (tenant, left) -> List.of(RoomKey.recording(tenant, left.recordingId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "A session unsubscribed from a recording; only that session receives this.");

    public static final EventType<RecordingCompleted> RECORDING_COMPLETED = new EventType<>(
            "recording.completed",
            RecordingCompleted.class,
            (tenant, completed) -> List.of(RoomKey.recording(tenant, completed.recordingId())),
            Delivery.LOGGED,
            Phi.NONE,
            "A recording ended; the transcript of its last part may follow.");

    static final List<EventType<?>> ALL =
            List.of(TRANSCRIPT_HEARD, TRANSCRIPTION_FAILED, RECORDING_JOINED, RECORDING_LEFT, RECORDING_COMPLETED);

    private RecordingEvents() {}

    /**
     * The transcript of a part of a recording.
     *
     * @param chunkIndex the part's last chunk; the part starts after that of the previous transcript
     * @param confidence 0 to 1; empty if unknown
     */
    public record TranscriptHeard(
            String recordingId, int chunkIndex, String text, Optional<Double> confidence, Instant receivedAt) {

        /** Omits the text. */
        @Override
        public String toString() {
            return "TranscriptHeard[recording=" + recordingId + ", chunk=" + chunkIndex + "]";
        }
    }

    /**
     * A transcription or a request failed.
     *
     * @param recordingId empty if the request named none
     * @param message for users, without any entered text
     * @param code for programs, upper case
     */
    public record TranscriptionFailed(Optional<String> recordingId, String message, String code) {}

    /** A session subscribed to a recording. */
    public record RecordingJoined(String recordingId, Instant joinedAt) {}

    /** A session unsubscribed from a recording. */
    public record RecordingLeft(String recordingId, Instant leftAt) {}

    /** A recording has ended. */
    public record RecordingCompleted(String recordingId, Instant completedAt) {}
}
