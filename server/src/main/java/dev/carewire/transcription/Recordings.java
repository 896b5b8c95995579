package dev.carewire.transcription;

import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.RecordingEmit;
import dev.carewire.identity.Access;
import dev.carewire.record.RecordDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The recordings of a clinic: who made them, of whom, and when. A recording belongs to whoever started it; for everybody else of the
 * clinic there is none. Any thread; every method blocks.
 */
public final class Recordings {

    /** Longest id of an encounter, in characters. */
    public static final int MAX_ENCOUNTER_ID_LENGTH = 128;

    /** How long it is noted that there was a recording. */
    static final Duration RETENTION = Duration.ofDays(30);

    private static final int SWEEP_BATCH_SIZE = 1_000;

    private final RecordingRepository recordings;
    private final RecordDirectory directory;
    private final Transactions transactions;
    private final RecordingEmit emit;
    private final Clock clock;

    /** Recordings over their repository. */
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
     * Begins a recording of the caller's.
     *
     * @param encounterId where it is made, as the clinic's back end calls it
     * @throws RejectedException {@code FORBIDDEN} for who does not treat patients; {@code INVALID} for an encounter id that is no
     *     id; {@code NOT_FOUND} for a patient that the clinic does not have
     */
    public Recording start(Caller caller, String patientId, Optional<String> encounterId) {
        requireMayTreat(caller);
        if (encounterId.filter(id -> !isId(id)).isPresent()) {
            throw RejectedException.invalid(
                    "encounterId: invalid (expected: a text of 1 to " + MAX_ENCOUNTER_ID_LENGTH + " characters)");
        }
        return transactions.inTransaction(() -> {
            if (directory.lockPatient(caller.tenant(), patientId).isUnknown()) {
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
     * A recording of the caller's.
     *
     * @throws RejectedException {@code FORBIDDEN} for who does not treat patients; {@code NOT_FOUND}, alike for a recording that does
     *     not exist, one of another tenant and one of somebody else
     */
    public Recording get(Caller caller, String id) {
        requireMayTreat(caller);
        return requireOwn(caller, recordings.find(caller.tenant(), id));
    }

    /**
     * Ends a recording of the caller's; one that has ended stays as it is.
     *
     * @param session which is not told
     * @return the recording, with the moment of its end
     * @throws RejectedException as {@link #get} has it
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

    /** Removes, in every tenant, recordings that began longer ago than they are noted. */
    public void sweep() {
        Instant limit = clock.instant().minus(RETENTION);
        int removed;
        do {
            removed = recordings.removeStartedBefore(limit, SWEEP_BATCH_SIZE);
        } while (removed == SWEEP_BATCH_SIZE);
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

    private static boolean isId(String id) {
        return !id.isBlank()
                && id.length() <= MAX_ENCOUNTER_ID_LENGTH
                && id.chars().noneMatch(Character::isISOControl);
    }
}
