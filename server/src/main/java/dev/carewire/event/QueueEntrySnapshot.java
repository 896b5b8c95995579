package dev.carewire.event;

import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry of the waiting queue as of one moment.
 *
 * @param number the ticket that a screen may show
 * @param priority higher is called first; 0 is ordinary
 * @param checkInMethod how the patient checked in, such as {@code desk} or {@code kiosk}
 * @param queuedAt when the patient joined
 * @param extra the clinic's further fields
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
        Instant updatedAt,
        ExtraFields extra)
        implements Extensible<QueueEntrySnapshot> {

    @Override
    public QueueEntrySnapshot withExtra(ExtraFields fields) {
        return new QueueEntrySnapshot(
                id,
                number,
                kind,
                patient,
                appointmentId,
                visitId,
                doctor,
                room,
                status,
                priority,
                checkedIn,
                checkInMethod,
                notes,
                queuedAt,
                checkedInAt,
                calledAt,
                startedAt,
                completedAt,
                createdAt,
                updatedAt,
                fields);
    }

    /** Shows ids, ticket and state only: the rest is personal. */
    @Override
    public String toString() {
        return "QueueEntrySnapshot[" + id + ", " + number + ", " + status + "]";
    }
}
