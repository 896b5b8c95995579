package dev.carewire.transcription;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * That something said about a patient is recorded; neither the sound nor a transcript is kept.
 *
 * @param encounterId where it was said, as the clinic's back end calls it
 * @param startedBy the user it belongs to
 * @param completedAt empty while it goes on
 */
public record Recording(
        String id,
        String patientId,
        Optional<String> encounterId,
        String startedBy,
        Instant startedAt,
        Optional<Instant> completedAt) {

    public Recording {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(patientId, "patientId");
        Objects.requireNonNull(encounterId, "encounterId");
        Objects.requireNonNull(startedBy, "startedBy");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(completedAt, "completedAt");
    }
}
