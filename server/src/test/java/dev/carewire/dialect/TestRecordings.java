package dev.carewire.dialect;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiRecordDirectory;
import dev.carewire.adapter.jdbi.JdbiRecordings;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.cluster.Publisher;
import dev.carewire.emit.RecordingEmit;
import dev.carewire.transcription.LiveTranscription;
import dev.carewire.transcription.Recordings;
import dev.carewire.transcription.Transcriber;
import dev.carewire.transcription.TranscriptionLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Recordings in a database, and what puts them into writing at once. */
public final class TestRecordings {

    private static final int BYTES = 1 << 16;

    private TestRecordings() {}

    public static Recordings recordings(Database database, Publisher publisher, Clock clock) {
        return new Recordings(
                new JdbiRecordings(database),
                new JdbiRecordDirectory(database),
                new JdbiTransactions(database),
                new RecordingEmit(publisher, clock),
                clock);
    }

    public static LiveTranscription live(
            Optional<Transcriber> transcriber, Database database, Publisher publisher, Clock clock) {
        return new LiveTranscription(
                transcriber,
                new TranscriptionLimits(Duration.ofSeconds(5), BYTES, BYTES),
                new RecordingEmit(publisher, clock),
                new JdbiTransactions(database),
                new ManualTimers(),
                Runnable::run,
                clock);
    }
}
