package dev.carewire.visit;

import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.record.ExtraChange;
import java.util.Optional;

/**
 * Submitted fields of a visit; an absent field stays unchanged. A blank text removes an optional value.
 *
 * @param id the clinic's own id for a new one; the server draws one if empty
 * @param patientId required for a new visit without appointment and queue entry; then fixed
 * @param doctorId required for a new visit unless its appointment or queue entry names one
 * @param status {@code OPEN} by default; a new one can only be {@code DRAFT} or {@code OPEN}
 * @param appointmentId the visit's appointment, fixed from the beginning; the queue entry's by default
 * @param queueEntryId the visit's queue entry; fixed from the beginning
 * @param extra the change of the fields that the server does not know
 */
public record VisitForm(
        Optional<String> id,
        Optional<String> patientId,
        Optional<String> doctorId,
        Optional<VisitStatus> status,
        Optional<String> appointmentId,
        Optional<String> queueEntryId,
        Optional<String> chiefComplaint,
        Optional<String> notes,
        ExtraChange<VisitSnapshot> extra) {

    /** Shows nothing: it is clinical. */
    @Override
    public String toString() {
        return "VisitForm[]";
    }
}
