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
 * Transcribes recordings while they are made. Chunks within the interval are transcribed together; a recording has one
 * request at a time. If a transcription fails, the recording's subscribers receive the reason. Audio is only buffered
 * in memory, within limits, and discarded after its request.
 *
 * <p>Each recording belongs to the node that receives its audio; a crash loses audio that is not transcribed yet. Any
 * thread; never blocks. Lock: this object, never held while publishing or requesting.
 */
public final class LiveTranscription implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveTranscription.class);

    /** A recording without new chunks for this long is removed. */
    static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);

    /** Longest transcript of a part, in characters; a longer one must be wrong. */
    static final int MAX_TEXT_LENGTH = 20_000;

    private final Optional<Transcriber> transcriber;
    private final TranscriptionLimits limits;
    private final RecordingEmit emit;
    private final Transactions transactions;
    private final TransientTimers timers;
    private final Executor workers;
    private final Clock clock;
    private final Map<RecordingKey, LiveRecording> live = new HashMap<>();
    private int bufferedBytes;
    private boolean closed;

    /**
     * A transcription service without recordings.
     *
     * @param transcriber empty if there is none; chunks are then rejected
     * @param workers store transcripts; may reject tasks under load
     */
    public LiveTranscription(
            Optional<Transcriber> transcriber,
            TranscriptionLimits limits,
            RecordingEmit emit,
            Transactions transactions,
            TransientTimers timers,
            Executor workers,
            Clock clock) {
        this.transcriber = transcriber;
        this.limits = limits;
        this.emit = emit;
        this.transactions = transactions;
        this.timers = timers;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * Adds the next chunk of a recording, whose ownership the calling code has verified.
     *
     * @throws RejectedException {@code CONFLICT} if there is no transcriber, for a chunk out of order or of another
     *     type, and once the recording has ended. {@code OVERLOADED} while too much audio is pending
     */
    public void addChunk(TenantId tenant, String recordingId, AudioChunk chunk) {
        Transcriber service = transcriber.orElseThrow(
                () -> RejectedException.conflict("live transcription is not configured on this server"));
        RecordingKey key = new RecordingKey(tenant, recordingId);
        buffer(key, chunk);
        requestNext(service, key);
    }

    /** Ends a recording: its pending audio is transcribed immediately. */
    public void complete(TenantId tenant, String recordingId) {
        RecordingKey key = new RecordingKey(tenant, recordingId);
        synchronized (this) {
            LiveRecording recording = live.get(key);
            if (recording == null) {
                return;
            }
            recording.completed = true;
        }
        transcriber.ifPresent(service -> requestNext(service, key));
    }

    /** Bytes of buffered audio. */
    synchronized int bufferedBytes() {
        return bufferedBytes;
    }

    /** The number of live recordings. */
    synchronized int size() {
        return live.size();
    }

    /** Discards all audio; later chunks are rejected. */
    @Override
    public synchronized void close() {
        closed = true;
        live.clear();
        bufferedBytes = 0;
    }

    private void buffer(RecordingKey key, AudioChunk chunk) {
        boolean first;
        synchronized (this) {
            LiveRecording known = live.get(key);
            first = known == null;
            LiveRecording recording = known == null ? new LiveRecording(chunk) : known;
            check(recording, chunk, first);
            int before = first ? 0 : recording.bytes();
            recording.add(chunk);
            bufferedBytes += recording.bytes() - before;
            live.put(key, recording);
        }
        if (first) {
            timers.schedule(IDLE_TIMEOUT, () -> removeIfIdle(key));
        }
    }

    private void check(LiveRecording recording, AudioChunk chunk, boolean first) {
        if (recording.completed) {
            throw RejectedException.conflict("recording: has ended");
        }
        if (chunk.index() <= recording.lastIndex()) {
            throw RejectedException.conflict("chunkIndex: not after those before (expected: rising)");
        }
        if (!chunk.mimeType().equals(recording.mimeType())) {
            throw RejectedException.conflict("mimeType: not that of the pieces before");
        }
        boolean full = first && live.size() == TranscriptionLimits.MAX_RECORDINGS;
        int size = chunk.bytes().length + (first ? recording.bytes() : 0);
        if (closed || full || size > limits.maxBytesTotal() - bufferedBytes) {
            throw new RejectedException(Rejection.OVERLOADED, "too many recordings are being transcribed");
        }
        if (chunk.bytes().length > limits.maxBytesPerRecording() - (first ? 0 : recording.bytes())) {
            throw new RejectedException(Rejection.OVERLOADED, "too much of this recording waits to be transcribed");
        }
    }

    private void requestNext(Transcriber service, RecordingKey key) {
        Audio audio;
        int lastIndex;
        synchronized (this) {
            LiveRecording recording = live.get(key);
            if (recording == null || !recording.isDue()) {
                return;
            }
            audio = recording.takePending();
            lastIndex = recording.lastIndex();
            recording.coolingDown = true;
        }
        timers.schedule(limits.minInterval(), () -> intervalElapsed(service, key));
        service.transcribe(audio)
                .exceptionally(LiveTranscription::failureOf)
                .thenAccept(result -> store(key, lastIndex, result, () -> requestCompleted(service, key)));
    }

    private static TranscriptionResult failureOf(Throwable bug) {
        log.atError().setCause(bug).log("transcriber failed");
        return new TranscriptionResult.Failed(TranscriptionResult.Reason.BROKEN);
    }

    private void intervalElapsed(Transcriber service, RecordingKey key) {
        synchronized (this) {
            LiveRecording recording = live.get(key);
            if (recording != null) {
                recording.coolingDown = false;
            }
        }
        requestNext(service, key);
    }

    private void requestCompleted(Transcriber service, RecordingKey key) {
        synchronized (this) {
            LiveRecording recording = live.get(key);
            if (recording == null) {
                return;
            }
            int before = recording.bytes();
            recording.completeRequest();
            bufferedBytes += recording.bytes() - before;
        }
        requestNext(service, key);
    }

    private void removeIfIdle(RecordingKey key) {
        synchronized (this) {
            LiveRecording recording = live.get(key);
            if (recording == null) {
                return;
            }
            if (!recording.active && recording.isDrained()) {
                live.remove(key);
                bufferedBytes -= recording.bytes();
                return;
            }
            recording.active = false;
        }
        timers.schedule(IDLE_TIMEOUT, () -> removeIfIdle(key));
    }

    private void store(RecordingKey key, int lastIndex, TranscriptionResult result, Runnable done) {
        if (result instanceof TranscriptionResult.Transcribed transcribed
                && transcribed.text().length() <= MAX_TEXT_LENGTH) {
            if (transcribed.text().isBlank()) {
                done.run();
                return;
            }
            TranscriptHeard transcript = new TranscriptHeard(
                    key.recordingId, lastIndex, transcribed.text(), transcribed.confidence(), clock.instant());
            try {
                workers.execute(() -> publish(key, transcript, done));
            } catch (RejectedExecutionException busy) {
                publishFailure(key, TranscriptionResult.Reason.NOT_STORED, lastIndex);
                done.run();
            }
        } else {
            TranscriptionResult.Reason reason = result instanceof TranscriptionResult.Failed failed
                    ? failed.reason()
                    : TranscriptionResult.Reason.GARBAGE;
            publishFailure(key, reason, lastIndex);
            done.run();
        }
    }

    private void publish(RecordingKey key, TranscriptHeard transcript, Runnable done) {
        try {
            transactions.inTransaction(() -> emit.sendTranscript(key.tenant, transcript));
        } catch (RuntimeException failure) {
            log.atError()
                    .addKeyValue("recording", key.recordingId)
                    .setCause(failure)
                    .log("transcript not stored");
            publishFailure(key, TranscriptionResult.Reason.NOT_STORED, transcript.chunkIndex());
        } finally {
            done.run();
        }
    }

    private void publishFailure(RecordingKey key, TranscriptionResult.Reason reason, int lastIndex) {
        emit.sendTranscriptionFailed(
                key.tenant,
                new TranscriptionFailed(
                        Optional.of(key.recordingId),
                        reason.text() + ". What was said up to piece " + lastIndex + " is not in writing.",
                        reason.name()));
    }

    private record RecordingKey(TenantId tenant, String recordingId) {}
}
