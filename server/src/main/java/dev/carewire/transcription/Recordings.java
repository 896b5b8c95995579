package dev.carewire.transcription;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.RecordingEmit;
import dev.carewire.identity.Access;
import dev.carewire.record.RecordDirectory;
import dev.carewire.text.Identifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The recordings of a clinic: author, patient and time. A recording belongs to the user who started it; for other users
 * it does not exist. Any thread; every method blocks.
 */
public final class Recordings {

    /** How long the note of a recording is kept. */
    static final Duration RETENTION = Duration.ofDays(30);

    private static final int SWEEP_BATCH_SIZE = 1_000;

    private final RecordingRepository recordings;
    private final RecordDirectory directory;
    private final Transactions transactions;
    private final RecordingEmit emit;
    private final Clock clock;

    /** Recordings in the given repository. */
    public Recordings(
            RecordingRepository recordings,
            RecordDirectory directory,
            Transactions transactions,
            RecordingEmit emit,
            Clock clock) {
        this.recordings = recordings;
        this.directory = directory;
        this.transactions = transactions;
        this.emit = emit;
        this.clock = clock;
    }

    /**
     * Starts a recording of the caller.
     *
     * @param encounterId the encounter, by the id of the clinic's back end
     * @throws RejectedException {@code FORBIDDEN} for callers who do not treat patients; {@code INVALID} for an invalid
     *     encounter id; {@code NOT_FOUND} for an unknown patient
     */
    public Recording start(Caller caller, String patientId, Optional<String> encounterId) {
        requireMayTreat(caller);
        if (encounterId.filter(id -> !Identifier.isValid(id)).isPresent()) {
            throw RejectedException.invalid(
                    "encounterId: invalid (expected: a text of 1 to " + Identifier.MAX_LENGTH + " characters)");
        }
        return transactions.inTransaction(() -> {
            if (!Identifier.isValid(patientId)
                    || directory.lockPatient(caller.tenant(), patientId).isUnknown()) {
                throw RejectedException.notFound("patient");
            }
            Recording recording = new Recording(
                    UUID.randomUUID().toString(),
                    patientId,
                    encounterId,
                    caller.userId(),
                    clock.instant(),
                    Optional.empty());
            recordings.insert(caller.tenant(), recording);
            return recording;
        });
    }

    /**
     * A recording of the caller.
     *
     * @throws RejectedException {@code FORBIDDEN} for callers who do not treat patients. {@code NOT_FOUND}, alike for a
     *     missing recording, one of another tenant and one of another user
     */
    public Recording get(Caller caller, String id) {
        requireMayTreat(caller);
        return requireOwn(caller, recordings.find(caller.tenant(), id));
    }

    /**
     * Ends a recording of the caller; an ended one stays unchanged.
     *
     * @param session the caller's session, which is not notified
     * @return the recording, with the time of its end
     * @throws RejectedException as in {@link #get}
     */
    public Recording complete(Caller caller, String session, String id) {
        requireMayTreat(caller);
        return transactions.inTransaction(() -> {
            Recording recording = requireOwn(caller, recordings.lock(caller.tenant(), id));
            if (recording.completedAt().isPresent()) {
                return recording;
            }
            Instant now = clock.instant();
            recordings.complete(caller.tenant(), id, now);
            emit.sendRecordingCompleted(caller.tenant(), session, id, now);
            return new Recording(
                    recording.id(),
                    recording.patientId(),
                    recording.encounterId(),
                    recording.startedBy(),
                    recording.startedAt(),
                    Optional.of(now));
        });
    }

    /** Deletes at most {@value #SWEEP_BATCH_SIZE} expired recordings, in every tenant. Call every few seconds. */
    public void sweep() {
        recordings.removeStartedBefore(clock.instant().minus(RETENTION), SWEEP_BATCH_SIZE);
    }

    private static Recording requireOwn(Caller caller, Optional<Recording> found) {
        return found.filter(recording -> recording.startedBy().equals(caller.userId()))
                .orElseThrow(() -> RejectedException.notFound("recording"));
    }

    private static void requireMayTreat(Caller caller) {
        if (!Access.mayTreat(caller.principal())) {
            throw RejectedException.forbidden("this role may not record");
        }
    }
}
