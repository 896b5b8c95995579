package dev.carewire.appointment;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;

/** Follows what becomes of appointments. Called within the command's transaction; blocks. */
public interface AppointmentListener {

    /** An appointment was made. */
    void onCreated(TenantId tenant, AppointmentSnapshot appointment);

    /** An appointment was changed in any respect; its status may have ended it. */
    void onChanged(TenantId tenant, AppointmentSnapshot before, AppointmentSnapshot after);

    /** An appointment was removed. */
    void onRemoved(TenantId tenant, AppointmentSnapshot appointment);
}
