package dev.carewire.adapter.jdbi;

import dev.carewire.appointment.AppointmentRepository;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.patient.PatientRepository;
import dev.carewire.queue.QueueRepository;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserRepository;
import dev.carewire.visit.VisitRepository;
import java.util.Optional;

/** What the records of patients' care refer to, as each of these features asks for it. Any thread; blocks. */
public final class JdbiParticipants
        implements dev.carewire.appointment.Participants,
                dev.carewire.queue.Participants,
                dev.carewire.visit.Participants,
                dev.carewire.prescription.Participants,
                dev.carewire.billing.Participants,
                dev.carewire.task.Participants,
                dev.carewire.lab.Participants,
                dev.carewire.transcription.Participants {

    private final PatientRepository patients;
    private final UserRepository users;
    private final AppointmentRepository appointments;
    private final QueueRepository entries;
    private final VisitRepository visits;

    /** Participants in {@code database}. */
    public JdbiParticipants(Database database) {
        this.patients = new JdbiPatients(database);
        this.users = new JdbiUsers(database);
        this.appointments = new JdbiAppointments(database);
        this.entries = new JdbiQueueEntries(database);
        this.visits = new JdbiVisits(database);
    }

    @Override
    public Optional<PatientSnapshot> lockPatient(TenantId tenant, String id) {
        return patients.lock(tenant, id);
    }

    @Override
    public Optional<StaffSnapshot> staff(TenantId tenant, String id) {
        return users.find(tenant, id).map(StaffMember::staff);
    }

    @Override
    public Optional<AppointmentSnapshot> appointment(TenantId tenant, String id) {
        return appointments.find(tenant, id);
    }

    @Override
    public Optional<QueueEntrySnapshot> queueEntry(TenantId tenant, String id) {
        return entries.find(tenant, id);
    }

    @Override
    public Optional<VisitSnapshot> visit(TenantId tenant, String id) {
        return visits.find(tenant, id);
    }
}
