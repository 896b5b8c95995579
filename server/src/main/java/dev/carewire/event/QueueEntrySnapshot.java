package dev.carewire.event;

import java.time.Instant;
import java.util.Optional;

/**
 * One place in the waiting queue as of one moment.
 *
 * @param number the ticket a screen may show
 * @param priority higher is called first; 0 is ordinary
 * @param checkInMethod how the patient announced themself, such as {@code desk} or {@code kiosk}
 * @param queuedAt since when
 */
public record QueueEntrySnapshot(
        String id,
        String number,
        QueueKind kind,
        PatientSnapshot patient,
        Optional<String> appointmentId,
        Optional<String> visitId,
        Optional<StaffSnapshot> doctor,
        Optional<RoomSnapshot> room,
        QueueStatus status,
        int priority,
        boolean checkedIn,
        Optional<String> checkInMethod,
        Optional<String> notes,
        Instant queuedAt,
        Optional<Instant> checkedInAt,
        Optional<Instant> calledAt,
        Optional<Instant> startedAt,
        Optional<Instant> completedAt,
        Instant createdAt,
        Instant updatedAt) {

    /** Ids, ticket and state: the rest is personal. */
    @Override
    public String toString() {
        return "QueueEntrySnapshot[" + id + ", " + number + ", " + status + "]";
    }
}
