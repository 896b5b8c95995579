package dev.carewire.queue;

import dev.carewire.clinic.Overlap;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.record.ExtraChange;
import java.util.Optional;

/**
 * Submitted fields of a queue entry; an absent field stays unchanged. A blank text removes an optional value.
 *
 * @param id the clinic's own id for a new one; the server draws one if empty
 * @param kind by default {@code APPOINTMENT} with an appointment, else {@code WALK_IN}; then fixed
 * @param patientId required for a new entry without an appointment; then fixed
 * @param appointmentId the patient's appointment; fixed from the beginning
 * @param doctorId the appointment's doctor by default for a new entry
 * @param status a new entry can only be {@code WAITING}
 * @param priority 0 to 100, higher is called first; 0 by default for a new entry
 * @param checkedIn whether the patient has arrived; true by default for a new entry
 * @param overlap whether the patient may have a second place in the queue
 * @param extra the change of the fields that the server does not know
 */
public record QueueForm(
        Optional<String> id,
        Optional<QueueKind> kind,
        Optional<String> patientId,
        Optional<String> appointmentId,
        Optional<String> doctorId,
        Optional<String> roomId,
        Optional<QueueStatus> status,
        Optional<Integer> priority,
        Optional<Boolean> checkedIn,
        Optional<String> checkInMethod,
        Optional<String> notes,
        Overlap overlap,
        ExtraChange<QueueEntrySnapshot> extra) {

    /** Shows nothing: much of it is clinical. */
    @Override
    public String toString() {
        return "QueueForm[]";
    }
}
