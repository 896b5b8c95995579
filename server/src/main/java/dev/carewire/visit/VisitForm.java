package dev.carewire.visit;

import dev.carewire.event.VisitStatus;
import java.util.Optional;

/**
 * What somebody filled in about a visit; what is empty was not given and stays as it is. A blank text removes an optional
 * value.
 *
 * @param patientId required for a new visit without appointment and queue entry; then fixed
 * @param doctorId required for a new visit unless its appointment or queue entry names one
 * @param status {@code OPEN} for a new visit when not given; a new one can only be {@code DRAFT} or {@code OPEN}
 * @param appointmentId what the visit was planned as, fixed from the beginning; the queue entry's when not given
 * @param queueEntryId where the patient came from, fixed from the beginning
 */
public record VisitForm(
        Optional<String> patientId,
        Optional<String> doctorId,
        Optional<VisitStatus> status,
        Optional<String> appointmentId,
        Optional<String> queueEntryId,
        Optional<String> chiefComplaint,
        Optional<String> notes) {

    /** Nothing: it is clinical. */
    @Override
    public String toString() {
        return "VisitForm[]";
    }
}
