package dev.carewire.lab;

import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.LabStatus;
import dev.carewire.record.ExtraChange;
import java.util.Optional;

/**
 * Submitted fields of a laboratory order; an absent field stays unchanged.
 *
 * @param id the clinic's own id for a new one; the server draws one if empty
 * @param patientId required for a new one unless the visit names the patient; then fixed
 * @param doctorId the ordering doctor, required for a new one unless the visit names the doctor; then fixed
 * @param visitId the visit in which it was ordered; fixed from the beginning
 * @param orderType the examination; required for a new one, then fixed
 * @param result makes an order {@code RESULTED}
 * @param flag the laboratory's interpretation of the result; requires a result
 * @param status {@code REVIEWED} after a doctor has read the result, {@code CANCELLED} only without a result
 * @param extra the change of the fields that the server does not know
 */
public record LabForm(
        Optional<String> id,
        Optional<String> patientId,
        Optional<String> doctorId,
        Optional<String> visitId,
        Optional<String> orderType,
        Optional<String> result,
        Optional<LabFlag> flag,
        Optional<LabStatus> status,
        ExtraChange<LabResultSnapshot> extra) {

    /** Shows nothing: it is clinical. */
    @Override
    public String toString() {
        return "LabForm[]";
    }
}
