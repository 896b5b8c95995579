package dev.carewire.notification;

import dev.carewire.event.LabFlag;
import java.util.Optional;

/**
 * A laboratory order with its result.
 *
 * @param patientName empty if another system keeps the patient
 * @param orderType the ordered examination
 * @param resultFlag the laboratory's interpretation of the result
 */
public record LabOrder(String id, Optional<String> patientName, String orderType, Optional<LabFlag> resultFlag) {

    /** Whether the result requires immediate review. */
    public boolean isUrgent() {
        return resultFlag.filter(LabFlag::isUrgent).isPresent();
    }

    /** Shows the id only: the rest is patient data. */
    @Override
    public String toString() {
        return "LabOrder[" + id + "]";
    }
}
