package dev.carewire.appointment;

import dev.carewire.clinic.Overlap;
import dev.carewire.command.RejectedException;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.identity.TenantId;
import java.util.Optional;

/** Applies the effects of appointments on the waiting queue and on visits, within the command's transaction. Blocks. */
public interface WaitingRoom {

    /**
     * The patient has arrived and waits.
     *
     * @param method how they checked in
     * @param overlap whether the patient may have a second place in the queue
     * @return their ticket; the same one if they were waiting already. Empty if another system keeps the queue
     * @throws RejectedException CONFLICT if the appointment's visit is closed, or the patient is in the queue already
     */
    Optional<String> checkIn(
            TenantId tenant, AppointmentSnapshot appointment, Optional<String> method, Overlap overlap);

    /**
     * The appointment is about to occupy its time again, and its patient may need another ticket. Locks the tickets: a
     * transaction takes their lock before those of the calendars.
     */
    void lockTickets(TenantId tenant, AppointmentSnapshot appointment);

    /**
     * The appointment has a new status, for reasons other than {@link #checkIn}.
     *
     * @throws RejectedException CONFLICT if its queue entry or its visit does not admit the change
     */
    void onStatusChanged(TenantId tenant, AppointmentSnapshot appointment);
}
