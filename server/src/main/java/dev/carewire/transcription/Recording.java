package dev.carewire.transcription;

import java.time.Instant;
import java.util.Optional;

/**
 * Notes that speech about a patient was recorded. Neither audio nor transcript is stored.
 *
 * @param encounterId the encounter, by the id of the clinic's back end
 * @param startedBy the user it belongs to
 * @param completedAt empty while it is running
 */
public record Recording(
        String id,
        String patientId,
        Optional<String> encounterId,
        String startedBy,
        Instant startedAt,
        Optional<Instant> completedAt) {}
