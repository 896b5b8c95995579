package dev.carewire.emit;

import dev.carewire.cluster.Publisher;
import dev.carewire.event.RecordingEvents;
import dev.carewire.event.RecordingEvents.RecordingCompleted;
import dev.carewire.event.RecordingEvents.TranscriptHeard;
import dev.carewire.event.RecordingEvents.TranscriptionFailed;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Instant;

/** Publishes the progress of a recording to its subscribers. Any thread. */
public final class RecordingEmit {

    private final Publisher publisher;
    private final Clock clock;

    /** Helpers that publish with the clock's time. */
    public RecordingEmit(Publisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Joins the transaction open on the calling thread, and blocks: never on an event loop. */
    public void sendTranscript(TenantId tenant, TranscriptHeard transcript) {
        publisher.publish(RecordingEvents.TRANSCRIPT_HEARD.newEvent(tenant, clock.instant(), transcript));
    }

    /** Never blocks. */
    public void sendTranscriptionFailed(TenantId tenant, TranscriptionFailed failed) {
        publisher.publish(RecordingEvents.TRANSCRIPTION_FAILED.newEvent(tenant, clock.instant(), failed));
    }

    /**
     * Joins the transaction open on the calling thread, and blocks: never on an event loop. Skips the {@code session}
     * that requested it.
     */
    public void sendRecordingCompleted(TenantId tenant, String session, String recordingId, Instant at) {
        publisher.publish(RecordingEvents.RECORDING_COMPLETED.newEventExcept(
                tenant, clock.instant(), session, new RecordingCompleted(recordingId, at)));
    }
}
