package dev.carewire.dialect.standard;

import static dev.carewire.event.RecordingEvents.RECORDING_COMPLETED;
import static dev.carewire.event.RecordingEvents.RECORDING_JOINED;
import static dev.carewire.event.RecordingEvents.RECORDING_LEFT;
import static dev.carewire.event.RecordingEvents.TRANSCRIPTION_FAILED;
import static dev.carewire.event.RecordingEvents.TRANSCRIPT_HEARD;

import dev.carewire.json.JsonObject;

/** derm-app's names for events: recordings. They have no {@code timestamp}, but other fields with a time. */
final class RecordingVocabulary {

    private static final String RECORDING_ID = "recordingId";

    private RecordingVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(TRANSCRIPT_HEARD)
                .untimed(
                        "ambient:transcript",
                        heard -> new JsonObject()
                                .put(RECORDING_ID, heard.recordingId())
                                .put("chunkIndex", heard.chunkIndex())
                                .put("text", heard.text())
                                .put("confidence", heard.confidence())
                                .put("receivedAt", heard.receivedAt())
                                .put("source", "live"));
        rows.event(TRANSCRIPTION_FAILED)
                .untimed(
                        "ambient:error",
                        failed -> new JsonObject()
                                .put(RECORDING_ID, failed.recordingId())
                                .put("message", failed.message())
                                .put("code", failed.code()));
        rows.event(RECORDING_JOINED)
                .untimed(
                        "ambient:joined",
                        joined -> new JsonObject()
                                .put(RECORDING_ID, joined.recordingId())
                                .put("joinedAt", joined.joinedAt()));
        rows.event(RECORDING_LEFT)
                .untimed(
                        "ambient:left",
                        left -> new JsonObject()
                                .put(RECORDING_ID, left.recordingId())
                                .put("leftAt", left.leftAt()));
        rows.event(RECORDING_COMPLETED)
                .untimed(
                        "ambient:recording-completed",
                        completed -> new JsonObject()
                                .put(RECORDING_ID, completed.recordingId())
                                .put("completedAt", completed.completedAt()));
    }
}
