package dev.carewire.prescription;

import dev.carewire.event.PrescriptionStatus;
import java.util.Optional;

/**
 * Submitted fields of a prescription; an absent field stays unchanged. A blank text removes an optional value.
 *
 * @param patientId required for a new one unless the visit names the patient; then fixed
 * @param doctorId required for a new one unless the visit names the doctor; then fixed
 * @param visitId the visit in which it was written; fixed from the beginning
 * @param medication required for a new one; fixed once sent
 * @param instructions fixed once sent
 * @param status a new one is {@code PENDING}
 */
public record PrescriptionForm(
        Optional<String> patientId,
        Optional<String> doctorId,
        Optional<String> visitId,
        Optional<String> medication,
        Optional<String> instructions,
        Optional<PrescriptionStatus> status) {

    /** Shows nothing: it is clinical. */
    @Override
    public String toString() {
        return "PrescriptionForm[]";
    }
}
