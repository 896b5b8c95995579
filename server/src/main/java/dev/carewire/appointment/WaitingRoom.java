package dev.carewire.appointment;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;
import java.util.Optional;

/** What an appointment's course means for the waiting queue. Called within the command's transaction; blocks. */
public interface WaitingRoom {

    /**
     * The patient is here and waits.
     *
     * @param method how they announced themself
     * @return their ticket; the same one if they were waiting already
     */
    String checkIn(TenantId tenant, AppointmentSnapshot appointment, Optional<String> method);

    /** The appointment has a new status, other than by {@link #checkIn}. */
    void onStatusChanged(TenantId tenant, AppointmentSnapshot appointment);
}
