package dev.carewire.emit;

import dev.carewire.cluster.Publisher;
import dev.carewire.event.RecordingEvents;
import dev.carewire.event.RecordingEvents.RecordingCompleted;
import dev.carewire.event.RecordingEvents.TranscriptHeard;
import dev.carewire.event.RecordingEvents.TranscriptionFailed;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Instant;

/** Tells those who follow a recording what becomes of it. Any thread. */
public final class RecordingEmit {

    private final Publisher publisher;
    private final Clock clock;

    /** Helpers that publish with the clock's time. */
    public RecordingEmit(Publisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Takes part in the transaction open on the calling thread, and blocks: never on an event loop. */
    public void sendTranscript(TenantId tenant, TranscriptHeard heard) {
        publisher.publish(RecordingEvents.TRANSCRIPT_HEARD.newEvent(tenant, clock.instant(), heard));
    }

    /** Never blocks. */
    public void sendTranscriptionFailed(TenantId tenant, TranscriptionFailed failed) {
        publisher.publish(RecordingEvents.TRANSCRIPTION_FAILED.newEvent(tenant, clock.instant(), failed));
    }

    /**
     * Takes part in the transaction open on the calling thread, and blocks: never on an event loop. The {@code session} that asked
     * for it is not told.
     */
    public void sendRecordingCompleted(TenantId tenant, String session, String recordingId, Instant at) {
        publisher.publish(RecordingEvents.RECORDING_COMPLETED.newEventExcept(
                tenant, clock.instant(), session, new RecordingCompleted(recordingId, at)));
    }
}
