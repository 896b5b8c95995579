package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody opened or closed a patient's chart.
 *
 * @param startedAt since when; empty when the chart was closed
 */
public record PatientViewing(
        String userId, String userName, String patientId, boolean viewing, Optional<Instant> startedAt) {
    /** Without the name. */
    @Override
    public String toString() {
        return "PatientViewing[user=" + userId + "]";
    }
}
