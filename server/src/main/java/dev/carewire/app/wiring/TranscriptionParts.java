package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.JdbiRecordings;
import dev.carewire.adapter.openai.OpenAiTranscriber;
import dev.carewire.app.config.AmbientConfig;
import dev.carewire.cluster.TransientTimers;
import dev.carewire.emit.RecordingEmit;
import dev.carewire.http.Route;
import dev.carewire.rest.RecordingRoutes;
import dev.carewire.transcription.LiveTranscription;
import dev.carewire.transcription.Recordings;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * The parts of transcription.
 *
 * @param live close it before the workers
 */
record TranscriptionParts(Recordings recordings, LiveTranscription live) {

    /**
     * Creates the parts.
     *
     * @param alarms time the interval between two requests
     * @param workers store transcripts
     */
    static TranscriptionParts create(CoreParts base, AmbientConfig config, TransientTimers alarms, Executor workers) {
        RecordingEmit emit = new RecordingEmit(base.publisher(), base.clock());
        return new TranscriptionParts(
                new Recordings(
                        new JdbiRecordings(base.database()), base.records(), base.transactions(), emit, base.clock()),
                new LiveTranscription(
                        config.transcriber().map(OpenAiTranscriber::new),
                        config.limits(),
                        emit,
                        base.transactions(),
                        alarms,
                        workers,
                        base.clock()));
    }

    Stream<Route> routes() {
        return new RecordingRoutes(recordings).routes().stream();
    }
}
