package dev.carewire.prescription;

import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.record.ExtraChange;
import java.util.Optional;

/**
 * Submitted fields of a prescription; an absent field stays unchanged. A blank text removes an optional value.
 *
 * @param id the clinic's own id for a new one; the server draws one if empty
 * @param patientId required for a new one unless the visit names the patient; then fixed
 * @param doctorId required for a new one unless the visit names the doctor; then fixed
 * @param visitId the visit in which it was written; fixed from the beginning
 * @param medication required for a new one; fixed once sent
 * @param instructions fixed once sent
 * @param status a new one is {@code PENDING}
 * @param extra the change of the fields that the server does not know
 */
public record PrescriptionForm(
        Optional<String> id,
        Optional<String> patientId,
        Optional<String> doctorId,
        Optional<String> visitId,
        Optional<String> medication,
        Optional<String> instructions,
        Optional<PrescriptionStatus> status,
        ExtraChange<PrescriptionSnapshot> extra) {

    /** Shows nothing: it is clinical. */
    @Override
    public String toString() {
        return "PrescriptionForm[]";
    }
}
