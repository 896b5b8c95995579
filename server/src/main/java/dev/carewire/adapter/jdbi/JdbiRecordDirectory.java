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
import dev.carewire.record.KeptRecords;
import dev.carewire.record.Lookup;
import dev.carewire.record.RecordDirectory;
import dev.carewire.record.RecordKind;
import dev.carewire.text.ExtraFields;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserDirectory;
import dev.carewire.user.UserRepository;
import dev.carewire.visit.VisitRepository;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks up records in the server's own database, if the server keeps their kind. An id that is not in the directory may
 * still be a user, unless the directory is closed. Any thread; blocks.
 */
public final class JdbiRecordDirectory implements RecordDirectory {

    private final KeptRecords kept;
    private final StripedLocks patientLocks;
    private final PatientRepository patients;
    private final UserDirectory directory;
    private final UserRepository users;
    private final JdbiRooms rooms;
    private final AppointmentRepository appointments;
    private final QueueRepository entries;
    private final VisitRepository visits;

    /** The records in {@code database} of the kinds that the server keeps. */
    public JdbiRecordDirectory(Database database, KeptRecords kept, UserDirectory directory) {
        this.kept = kept;
        this.patientLocks = StripedLocks.ofPeople(database);
        this.patients = new JdbiPatients(database, kept);
        this.directory = directory;
        this.users = new JdbiUsers(database, directory);
        this.rooms = new JdbiRooms(database, kept);
        this.appointments = new JdbiAppointments(database, kept);
        this.entries = new JdbiQueueEntries(database, kept);
        this.visits = new JdbiVisits(database, kept);
    }

    @Override
    public Lookup<PatientSnapshot> patient(TenantId tenant, String id) {
        return lookup(RecordKind.PATIENTS, () -> reference(patients.find(tenant, id)));
    }

    @Override
    public Lookup<PatientSnapshot> lockPatient(TenantId tenant, String id) {
        if (!kept.keeps(RecordKind.PATIENTS)) {
            patientLocks.lock(tenant, id);
        }
        return lookup(RecordKind.PATIENTS, () -> reference(patients.lock(tenant, id)));
    }

    @Override
    public Lookup<StaffSnapshot> staff(TenantId tenant, String id) {
        Lookup<StaffSnapshot> known = Lookup.of(users.find(tenant, id).map(StaffMember::staff));
        return known.isUnknown() && directory.allowsOthers(kept) ? new Lookup.KeptElsewhere<>() : known;
    }

    @Override
    public Lookup<RoomSnapshot> room(TenantId tenant, String id) {
        return lookup(RecordKind.ROOMS, () -> Lookup.of(rooms.find(tenant, id)));
    }

    @Override
    public Lookup<RoomSnapshot> lockRoom(TenantId tenant, String id) {
        return lookup(RecordKind.ROOMS, () -> Lookup.of(rooms.lock(tenant, id)));
    }

    @Override
    public Lookup<AppointmentSnapshot> appointment(TenantId tenant, String id) {
        return lookup(RecordKind.APPOINTMENTS, () -> Lookup.of(appointments.find(tenant, id)));
    }

    @Override
    public Lookup<QueueEntrySnapshot> queueEntry(TenantId tenant, String id) {
        return lookup(RecordKind.QUEUE, () -> Lookup.of(entries.find(tenant, id)));
    }

    @Override
    public Lookup<VisitSnapshot> visit(TenantId tenant, String id) {
        return lookup(RecordKind.VISITS, () -> Lookup.of(visits.find(tenant, id)));
    }

    private <T> Lookup<T> lookup(RecordKind kind, Supplier<Lookup<T>> stored) {
        return kept.keeps(kind) ? stored.get() : new Lookup.KeptElsewhere<>();
    }

    /** Records that refer to a patient do not repeat the patient's extra fields. */
    private static Lookup<PatientSnapshot> reference(Optional<PatientSnapshot> stored) {
        return Lookup.of(stored.map(patient -> patient.withExtra(ExtraFields.NONE)));
    }
}
