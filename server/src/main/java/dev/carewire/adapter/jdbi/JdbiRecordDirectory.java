package dev.carewire.adapter.jdbi;

import dev.carewire.appointment.AppointmentRepository;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.patient.PatientRepository;
import dev.carewire.queue.QueueRepository;
import dev.carewire.queue.RoomRepository;
import dev.carewire.record.Lookup;
import dev.carewire.record.RecordDirectory;
import dev.carewire.text.ExtraFields;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserDirectory;
import dev.carewire.user.UserRepository;
import dev.carewire.visit.VisitRepository;
import java.util.Optional;

/** Looks up records in the server's own database, which stores every kind. Any thread; blocks. */
public final class JdbiRecordDirectory implements RecordDirectory {

    private final PatientRepository patients;
    private final UserRepository users;
    private final RoomRepository rooms;
    private final AppointmentRepository appointments;
    private final QueueRepository entries;
    private final VisitRepository visits;

    /** The records in {@code database}. */
    public JdbiRecordDirectory(Database database) {
        this.patients = new JdbiPatients(database);
        this.users = new JdbiUsers(database, UserDirectory.OPEN);
        this.rooms = new JdbiRooms(database);
        this.appointments = new JdbiAppointments(database);
        this.entries = new JdbiQueueEntries(database);
        this.visits = new JdbiVisits(database);
    }

    @Override
    public Lookup<PatientSnapshot> patient(TenantId tenant, String id) {
        return reference(patients.find(tenant, id));
    }

    @Override
    public Lookup<PatientSnapshot> lockPatient(TenantId tenant, String id) {
        return reference(patients.lock(tenant, id));
    }

    @Override
    public Lookup<StaffSnapshot> staff(TenantId tenant, String id) {
        return Lookup.of(users.find(tenant, id).map(StaffMember::staff));
    }

    @Override
    public Lookup<RoomSnapshot> room(TenantId tenant, String id) {
        return Lookup.of(rooms.find(tenant, id));
    }

    @Override
    public Lookup<AppointmentSnapshot> appointment(TenantId tenant, String id) {
        return Lookup.of(appointments.find(tenant, id));
    }

    @Override
    public Lookup<QueueEntrySnapshot> queueEntry(TenantId tenant, String id) {
        return Lookup.of(entries.find(tenant, id));
    }

    @Override
    public Lookup<VisitSnapshot> visit(TenantId tenant, String id) {
        return Lookup.of(visits.find(tenant, id));
    }

    /** Records that refer to a patient do not repeat the patient's extra fields. */
    private static Lookup<PatientSnapshot> reference(Optional<PatientSnapshot> stored) {
        return Lookup.of(stored.map(patient -> patient.withExtra(ExtraFields.NONE)));
    }
}
