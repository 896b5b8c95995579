package dev.carewire.lab;

import dev.carewire.event.LabFlag;
import dev.carewire.event.LabStatus;
import java.util.Optional;

/**
 * What somebody filled in about a laboratory order; what is empty was not given and stays as it is.
 *
 * @param patientId required for a new one unless the visit names the patient; then fixed
 * @param doctorId who ordered it, required for a new one unless the visit names the doctor; then fixed
 * @param visitId in which it was ordered, fixed from the beginning
 * @param orderType what is examined; required for a new one, then fixed
 * @param result makes an order {@code RESULTED}
 * @param flag what the laboratory says the result means; not without a result
 * @param status {@code REVIEWED} once somebody has read the result, {@code CANCELLED} while there is none
 */
public record LabForm(
        Optional<String> patientId,
        Optional<String> doctorId,
        Optional<String> visitId,
        Optional<String> orderType,
        Optional<String> result,
        Optional<LabFlag> flag,
        Optional<LabStatus> status) {

    /** Nothing: it is clinical. */
    @Override
    public String toString() {
        return "LabForm[]";
    }
}
