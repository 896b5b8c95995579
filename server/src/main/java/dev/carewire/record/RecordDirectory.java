package dev.carewire.record;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.TenantId;

/**
 * Looks up the records that other records refer to. Every call sees one tenant only, takes part in the thread's open
 * transaction, and blocks; never call it on an event loop.
 */
public interface RecordDirectory {

    Lookup<PatientSnapshot> patient(TenantId tenant, String id);

    /**
     * Looks up a patient and locks the patient's records until the open transaction ends, even if another system keeps the patient.
     * Until then the patient cannot be removed, and other changes of the patient's appointments, queue entries and visits wait.
     */
    Lookup<PatientSnapshot> lockPatient(TenantId tenant, String id);

    /** Looks up a person who works in the clinic, by user id. */
    Lookup<StaffSnapshot> staff(TenantId tenant, String id);

    Lookup<RoomSnapshot> room(TenantId tenant, String id);

    /** Looks up a room and locks it until the open transaction ends, so that it cannot be removed until then. */
    Lookup<RoomSnapshot> lockRoom(TenantId tenant, String id);

    Lookup<AppointmentSnapshot> appointment(TenantId tenant, String id);

    Lookup<QueueEntrySnapshot> queueEntry(TenantId tenant, String id);

    Lookup<VisitSnapshot> visit(TenantId tenant, String id);
}
