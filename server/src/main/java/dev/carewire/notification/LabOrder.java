package dev.carewire.notification;

import dev.carewire.event.LabFlag;
import java.util.Optional;

/**
 * An order to the laboratory that has its result.
 *
 * @param orderType what was ordered
 * @param resultFlag what the laboratory says of the result
 */
public record LabOrder(String id, String patientName, String orderType, Optional<LabFlag> resultFlag) {

    /** Whether somebody has to look at the result at once. */
    public boolean isUrgent() {
        return resultFlag.filter(LabFlag::isUrgent).isPresent();
    }

    /** The id alone: the rest is a patient's. */
    @Override
    public String toString() {
        return "LabOrder[" + id + "]";
    }
}
