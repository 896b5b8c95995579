package dev.carewire.queue;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.TenantId;
import java.util.Optional;

/** Whom a place in the queue concerns. Every call sees one tenant only and blocks. */
public interface Participants {

    /**
     * The patient of that id, who from now on is this transaction's: every other change of the patient's appointments, queue
     * entries and visits waits until it ends.
     */
    Optional<PatientSnapshot> lockPatient(TenantId tenant, String id);

    Optional<StaffSnapshot> staff(TenantId tenant, String id);

    Optional<AppointmentSnapshot> appointment(TenantId tenant, String id);
}
