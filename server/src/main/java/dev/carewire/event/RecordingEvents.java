package dev.carewire.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Recordings of what is said in an examination. */
public final class RecordingEvents {

    /** Nobody is in this room: what is about no recording is told to the one who asked. */
    private static final String NO_RECORDING = "";

    public static final EventType<TranscriptHeard> TRANSCRIPT_HEARD = new EventType<>(
            "recording.transcript-heard",
            TranscriptHeard.class,
            (tenant, heard) -> List.of(RoomKey.recording(tenant, heard.recordingId())),
            Delivery.LOGGED,
            Phi.CLINICAL,
            "What was said in the next part of a recording.");

    public static final EventType<TranscriptionFailed> TRANSCRIPTION_FAILED = new EventType<>(
            "recording.transcription-failed",
            TranscriptionFailed.class,
            (tenant, failed) ->
                    List.of(RoomKey.recording(tenant, failed.recordingId().orElse(NO_RECORDING))),
            Delivery.VOLATILE,
            Phi.NONE,
            "A part of a recording has no transcript, or what was asked of a recording was refused.");

    public static final EventType<RecordingJoined> RECORDING_JOINED = new EventType<>(
            "recording.joined",
            RecordingJoined.class,
            (tenant, joined) -> List.of(RoomKey.recording(tenant, joined.recordingId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "Somebody follows a recording of theirs, and alone is told so.");

    public static final EventType<RecordingLeft> RECORDING_LEFT = new EventType<>(
            "recording.left",
            RecordingLeft.class,
            (tenant, left) -> List.of(RoomKey.recording(tenant, left.recordingId())),
            Delivery.VOLATILE,
            Phi.NONE,
            "Somebody follows a recording no longer, and alone is told so.");

    public static final EventType<RecordingCompleted> RECORDING_COMPLETED = new EventType<>(
            "recording.completed",
            RecordingCompleted.class,
            (tenant, completed) -> List.of(RoomKey.recording(tenant, completed.recordingId())),
            Delivery.LOGGED,
            Phi.NONE,
            "A recording has ended; the transcript of its last part may follow.");

    static final List<EventType<?>> ALL =
            List.of(TRANSCRIPT_HEARD, TRANSCRIPTION_FAILED, RECORDING_JOINED, RECORDING_LEFT, RECORDING_COMPLETED);

    private RecordingEvents() {}

    /**
     * What was said in a part of a recording.
     *
     * @param chunkIndex the last piece of the part; it begins after that of the transcript before
     * @param confidence how sure that is, 0 to 1; empty if nobody knows
     */
    public record TranscriptHeard(
            String recordingId, int chunkIndex, String text, Optional<Double> confidence, Instant receivedAt) {

        /** Without the text. */
        @Override
        public String toString() {
            return "TranscriptHeard[recording=" + recordingId + ", chunk=" + chunkIndex + "]";
        }
    }

    /**
     * There is no transcript.
     *
     * @param recordingId empty if what was asked named none
     * @param message for people, without anything that somebody entered
     * @param code for programs, upper case
     */
    public record TranscriptionFailed(Optional<String> recordingId, String message, String code) {}

    /** Somebody follows a recording. */
    public record RecordingJoined(String recordingId, Instant joinedAt) {}

    /** Somebody follows a recording no longer. */
    public record RecordingLeft(String recordingId, Instant leftAt) {}

    /** A recording has ended. */
    public record RecordingCompleted(String recordingId, Instant completedAt) {}
}
