package dev.carewire.transcription;

import dev.carewire.cluster.Transactions;
import dev.carewire.cluster.TransientTimers;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.emit.RecordingEmit;
import dev.carewire.event.RecordingEvents.TranscriptHeard;
import dev.carewire.event.RecordingEvents.TranscriptionFailed;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts recordings into writing while they go on. What comes in within the interval is gathered and asked for together; a recording
 * has one request at a time. Where there is no transcript those who follow the recording are told why: nothing is made up. Sound is
 * held in memory alone, within limits, and forgotten once it was asked for.
 *
 * <p>Recordings are known to the node that hears them; a crash forgets what was not in writing. Any thread; never blocks. Lock: this
 * object, never held while anything is told or asked.
 */
public final class LiveTranscription implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveTranscription.class);

    /** A recording of which nothing was heard for so long is forgotten. */
    static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);

    /** Longest transcript of a part, in characters; a longer one cannot be right. */
    static final int MAX_TEXT_LENGTH = 20_000;

    private final Optional<Transcriber> transcriber;
    private final TranscriptionLimits limits;
    private final RecordingEmit emit;
    private final Transactions transactions;
    private final TransientTimers alarms;
    private final Executor workers;
    private final Clock clock;
    private final Map<RecordingKey, LiveRecording> live = new HashMap<>();
    private int bufferedBytes;
    private boolean closed;

    /**
     * No recordings yet.
     *
     * @param transcriber empty if there is none: whoever sends sound is told so
     * @param workers store transcripts; may reject what is too much for now
     */
    public LiveTranscription(
            Optional<Transcriber> transcriber,
            TranscriptionLimits limits,
            RecordingEmit emit,
            Transactions transactions,
            TransientTimers alarms,
            Executor workers,
            Clock clock) {
        this.transcriber = transcriber;
        this.limits = limits;
        this.emit = emit;
        this.transactions = transactions;
        this.alarms = alarms;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Takes the next piece of a recording, which the caller has made sure is theirs.
     *
     * @throws RejectedException {@code CONFLICT} if there is no transcriber, for a piece that is not after those before or of
     *     another type, and once the recording has ended; {@code OVERLOADED} while too much waits
     */
    public void addChunk(TenantId tenant, String recordingId, AudioChunk chunk) {
        Transcriber asked = transcriber.orElseThrow(
                () -> RejectedException.conflict("live transcription is not configured on this server"));
        RecordingKey place = new RecordingKey(tenant, recordingId);
        buffer(place, chunk);
        requestNext(asked, place);
    }

    /** A recording has ended: what waits is asked for at once. */
    public void complete(TenantId tenant, String recordingId) {
        RecordingKey place = new RecordingKey(tenant, recordingId);
        synchronized (this) {
            LiveRecording recording = live.get(place);
            if (recording == null) {
                return;
            }
            recording.completed = true;
        }
        transcriber.ifPresent(asked -> requestNext(asked, place));
    }

    /** Bytes of sound that are held. */
    synchronized int bufferedBytes() {
        return bufferedBytes;
    }

    /** Recordings that are known. */
    synchronized int size() {
        return live.size();
    }

    /** Forgets all sound; more is refused from now on. */
    @Override
    public synchronized void close() {
        closed = true;
        live.clear();
        bufferedBytes = 0;
    }

    private void buffer(RecordingKey place, AudioChunk chunk) {
        boolean begins;
        synchronized (this) {
            LiveRecording known = live.get(place);
            begins = known == null;
            LiveRecording recording = known == null ? new LiveRecording(chunk) : known;
            check(recording, chunk, begins);
            int before = begins ? 0 : recording.bytes();
            recording.add(chunk);
            bufferedBytes += recording.bytes() - before;
            live.put(place, recording);
        }
        if (begins) {
            alarms.schedule(IDLE_TIMEOUT, () -> removeIfIdle(place));
        }
    }

    private void check(LiveRecording recording, AudioChunk chunk, boolean begins) {
        if (recording.completed) {
            throw RejectedException.conflict("recording: has ended");
        }
        if (chunk.index() <= recording.lastIndex()) {
            throw RejectedException.conflict("chunkIndex: not after those before (expected: rising)");
        }
        if (!chunk.mimeType().equals(recording.mimeType())) {
            throw RejectedException.conflict("mimeType: not that of the pieces before");
        }
        boolean full = begins && live.size() == TranscriptionLimits.MAX_RECORDINGS;
        int size = chunk.bytes().length + (begins ? recording.bytes() : 0);
        if (closed || full || size > limits.maxBytesTotal() - bufferedBytes) {
            throw new RejectedException(Rejection.OVERLOADED, "too many recordings are being transcribed");
        }
        if (chunk.bytes().length > limits.maxBytesPerRecording() - (begins ? 0 : recording.bytes())) {
            throw new RejectedException(Rejection.OVERLOADED, "too much of this recording waits to be transcribed");
        }
    }

    private void requestNext(Transcriber asked, RecordingKey place) {
        Audio audio;
        int lastIndex;
        synchronized (this) {
            LiveRecording recording = live.get(place);
            if (recording == null || !recording.isDue()) {
                return;
            }
            audio = recording.takePending();
            lastIndex = recording.lastIndex();
            recording.coolingDown = true;
        }
        alarms.schedule(limits.minInterval(), () -> intervalElapsed(asked, place));
        asked.transcribe(audio)
                .exceptionally(LiveTranscription::failureOf)
                .thenAccept(result -> store(place, lastIndex, result, () -> requestCompleted(asked, place)));
    }

    private static TranscriptionResult failureOf(Throwable bug) {
        log.atError().setCause(bug).log("transcriber failed");
        return new TranscriptionResult.Failed(TranscriptionResult.Reason.BROKEN);
    }

    private void intervalElapsed(Transcriber asked, RecordingKey place) {
        synchronized (this) {
            LiveRecording recording = live.get(place);
            if (recording != null) {
                recording.coolingDown = false;
            }
        }
        requestNext(asked, place);
    }

    private void requestCompleted(Transcriber asked, RecordingKey place) {
        synchronized (this) {
            LiveRecording recording = live.get(place);
            if (recording == null) {
                return;
            }
            int before = recording.bytes();
            recording.completeRequest();
            bufferedBytes += recording.bytes() - before;
        }
        requestNext(asked, place);
    }

    private void removeIfIdle(RecordingKey place) {
        synchronized (this) {
            LiveRecording recording = live.get(place);
            if (recording == null) {
                return;
            }
            if (!recording.active && recording.isDrained()) {
                live.remove(place);
                bufferedBytes -= recording.bytes();
                return;
            }
            recording.active = false;
        }
        alarms.schedule(IDLE_TIMEOUT, () -> removeIfIdle(place));
    }

    private void store(RecordingKey place, int lastIndex, TranscriptionResult result, Runnable done) {
        if (result instanceof TranscriptionResult.Transcribed heard
                && heard.text().length() <= MAX_TEXT_LENGTH) {
            if (heard.text().isBlank()) {
                done.run();
                return;
            }
            TranscriptHeard transcript = new TranscriptHeard(
                    place.recordingId, lastIndex, heard.text(), heard.confidence(), clock.instant());
            try {
                workers.execute(() -> publish(place, transcript, done));
            } catch (RejectedExecutionException busy) {
                publishFailure(place, TranscriptionResult.Reason.NOT_STORED, lastIndex);
                done.run();
            }
        } else {
            TranscriptionResult.Reason reason = result instanceof TranscriptionResult.Failed failed
                    ? failed.reason()
                    : TranscriptionResult.Reason.GARBAGE;
            publishFailure(place, reason, lastIndex);
            done.run();
        }
    }

    private void publish(RecordingKey place, TranscriptHeard transcript, Runnable done) {
        try {
            transactions.inTransaction(() -> emit.sendTranscript(place.tenant, transcript));
        } catch (RuntimeException failure) {
            log.atError()
                    .addKeyValue("recording", place.recordingId)
                    .setCause(failure)
                    .log("transcript not stored");
            publishFailure(place, TranscriptionResult.Reason.NOT_STORED, transcript.chunkIndex());
        } finally {
            done.run();
        }
    }

    private void publishFailure(RecordingKey place, TranscriptionResult.Reason reason, int lastIndex) {
        emit.sendTranscriptionFailed(
                place.tenant,
                new TranscriptionFailed(
                        Optional.of(place.recordingId),
                        reason.text() + ". What was said up to piece " + lastIndex + " is not in writing.",
                        reason.name()));
    }

    private record RecordingKey(TenantId tenant, String recordingId) {}
}
