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
     * The appointment receives a new status other than that of {@link #checkIn}, and is not stored yet. An expected patient
     * arrives by it, and one who left the queue may return to it; of any other one, nothing changes.
     *
     * @param overlap whether a patient who returns may have a second place in the queue
     * @return the patient's ticket, which may be another one than before; empty if nothing changes
     * @throws RejectedException CONFLICT if the entry's visit does not admit the change, or the patient is in the queue already
     */
    Optional<String> enterQueue(TenantId tenant, AppointmentSnapshot appointment, Overlap overlap);

    /**
     * The appointment is stored with its new status, after {@link #enterQueue}.
     *
     * @throws RejectedException CONFLICT if its queue entry or its visit does not admit the change
     */
    void onStatusChanged(TenantId tenant, AppointmentSnapshot appointment);
}
