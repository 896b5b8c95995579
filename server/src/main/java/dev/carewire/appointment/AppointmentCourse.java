package dev.carewire.appointment;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;

/** Follows when appointments will be. Called within the command's transaction; blocks. */
public interface AppointmentCourse {

    /** An appointment was made, or changed in any respect; its status may have ended it. */
    void set(TenantId tenant, AppointmentSnapshot appointment);

    /** An appointment was removed. */
    void removed(TenantId tenant, String appointmentId);
}
