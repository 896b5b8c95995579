package dev.carewire.event;

import java.util.Optional;

/**
 * An appointment will not take place.
 *
 * @param reason as given by who cancelled, for the staff
 */
public record AppointmentCancelled(AppointmentSnapshot appointment, Optional<String> reason) {
    /** Without the reason. */
    @Override
    public String toString() {
        return "AppointmentCancelled[" + appointment + "]";
    }
}
