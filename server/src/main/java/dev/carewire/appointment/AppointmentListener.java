package dev.carewire.appointment;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;

/** Receives changes of appointments, within the command's transaction. Blocks. */
public interface AppointmentListener {

    /** An appointment was created. */
    void onCreated(TenantId tenant, AppointmentSnapshot appointment);

    /** An appointment was changed in any respect; its new status may be terminal. */
    void onChanged(TenantId tenant, AppointmentSnapshot before, AppointmentSnapshot after);

    /** An appointment was deleted. */
    void onRemoved(TenantId tenant, AppointmentSnapshot appointment);
}
