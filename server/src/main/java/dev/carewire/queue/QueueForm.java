package dev.carewire.queue;

import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import java.util.Optional;

/**
 * What somebody filled in about a place in the queue; what is empty was not given and stays as it is. A blank text removes an
 * optional value.
 *
 * @param kind for a new entry when not given: {@code APPOINTMENT} with an appointment, else {@code WALK_IN}; then fixed
 * @param patientId required for a new entry without an appointment; then fixed
 * @param appointmentId what the patient comes for; fixed from the beginning
 * @param doctorId the appointment's doctor for a new entry when not given
 * @param status a new entry can only be {@code WAITING}
 * @param priority 0 to 100, higher is called first; 0 for a new entry when not given
 * @param checkedIn whether the patient is here; true for a new entry when not given
 */
public record QueueForm(
        Optional<QueueKind> kind,
        Optional<String> patientId,
        Optional<String> appointmentId,
        Optional<String> doctorId,
        Optional<String> roomId,
        Optional<QueueStatus> status,
        Optional<Integer> priority,
        Optional<Boolean> checkedIn,
        Optional<String> checkInMethod,
        Optional<String> notes) {

    /** Nothing: much of it is clinical. */
    @Override
    public String toString() {
        return "QueueForm[]";
    }
}
