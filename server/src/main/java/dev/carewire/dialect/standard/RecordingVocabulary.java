package dev.carewire.dialect.standard;

import static dev.carewire.event.RecordingEvents.RECORDING_COMPLETED;
import static dev.carewire.event.RecordingEvents.RECORDING_JOINED;
import static dev.carewire.event.RecordingEvents.RECORDING_LEFT;
import static dev.carewire.event.RecordingEvents.TRANSCRIPTION_FAILED;
import static dev.carewire.event.RecordingEvents.TRANSCRIPT_HEARD;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: recordings. They carry no {@code timestamp}, but say in their own ways when. */
final class RecordingVocabulary {

    private static final String RECORDING_ID = "recordingId";

    private RecordingVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(
                        TRANSCRIPT_HEARD,
                        "ambient:transcript",
                        (heard, at) -> new JsonObject()
                                .put(RECORDING_ID, heard.recordingId())
                                .put("chunkIndex", heard.chunkIndex())
                                .put("text", heard.text())
                                .put("confidence", heard.confidence())
                                .put("receivedAt", heard.receivedAt())
                                .put("source", "live"))
                .render(
                        TRANSCRIPTION_FAILED,
                        "ambient:error",
                        (failed, at) -> new JsonObject()
                                .put(RECORDING_ID, failed.recordingId())
                                .put("message", failed.message())
                                .put("code", failed.code()))
                .render(
                        RECORDING_JOINED,
                        "ambient:joined",
                        (joined, at) -> new JsonObject()
                                .put(RECORDING_ID, joined.recordingId())
                                .put("joinedAt", joined.joinedAt()))
                .render(
                        RECORDING_LEFT,
                        "ambient:left",
                        (left, at) -> new JsonObject()
                                .put(RECORDING_ID, left.recordingId())
                                .put("leftAt", left.leftAt()))
                .render(
                        RECORDING_COMPLETED,
                        "ambient:recording-completed",
                        (completed, at) -> new JsonObject()
                                .put(RECORDING_ID, completed.recordingId())
                                .put("completedAt", completed.completedAt()));
    }
}
