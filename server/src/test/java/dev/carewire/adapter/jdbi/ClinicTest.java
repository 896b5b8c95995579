package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.carewire.app.wiring.WiredClinic;
import dev.carewire.appointment.AppointmentForm;
import dev.carewire.appointment.AppointmentListener;
import dev.carewire.appointment.AppointmentRepository;
import dev.carewire.appointment.Appointments;
import dev.carewire.appointment.CheckInForm;
import dev.carewire.billing.InvoiceRepository;
import dev.carewire.billing.Invoices;
import dev.carewire.clinic.Clinics;
import dev.carewire.clinic.Overlap;
import dev.carewire.cluster.Publisher;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.Event;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.LabStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueEvents.TicketChanged;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.event.TaskStatus;
import dev.carewire.event.VisitStatus;
import dev.carewire.fixture.AppointmentFormBuilder;
import dev.carewire.fixture.PatientFormBuilder;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.QueueFormBuilder;
import dev.carewire.fixture.StaffSnapshotBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.fixture.VisitFormBuilder;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.lab.LabResults;
import dev.carewire.patient.PatientForm;
import dev.carewire.patient.PatientRepository;
import dev.carewire.patient.Patients;
import dev.carewire.prescription.Prescriptions;
import dev.carewire.queue.AbandonedEntries;
import dev.carewire.queue.QueueForm;
import dev.carewire.queue.QueueRepository;
import dev.carewire.queue.RoomRepository;
import dev.carewire.queue.WaitingQueue;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordRepository;
import dev.carewire.task.Tasks;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserDirectory;
import dev.carewire.user.UserRepository;
import dev.carewire.user.Users;
import dev.carewire.visit.VisitForm;
import dev.carewire.visit.VisitRepository;
import dev.carewire.visit.Visits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/**
 * The features as the server connects them, with two doctors and a room in a separate clinic per test, on each
 * database. {@link #events} contains the published events in the order of delivery, {@link #tickets} the messages to
 * waiting-room screens.
 */
public abstract class ClinicTest extends DatabaseTest {

    /** The time at the start of each test: nine in the morning in Berlin. */
    protected static final Instant NOW = Instant.parse("2026-11-20T08:00:00.125Z");

    protected static final StaffSnapshot CHEN =
            new StaffSnapshot("dr-chen", "Wei", "Chen", Optional.of("chen@example.org"), Optional.of("Dermatology"));
    protected static final StaffSnapshot OKORO = new StaffSnapshotBuilder("dr-okoro", "Ife", "Okoro").build();
    protected static final RoomSnapshot ROOM = new RoomSnapshot("room-1", "Consulting room 1", "101");

    protected final TestClock clock = new TestClock(NOW, ZoneId.of("Europe/Berlin"));
    protected final List<Event<?>> events = Collections.synchronizedList(new ArrayList<>());
    protected final List<TicketChanged> tickets = Collections.synchronizedList(new ArrayList<>());

    protected final Transactions transactions = new JdbiTransactions(database());
    protected final PatientRepository patientRepository = new JdbiPatients(database(), KeptRecords.ALL);
    protected final AppointmentRepository appointmentRepository = new JdbiAppointments(database(), KeptRecords.ALL);
    protected final QueueRepository queueRepository = new JdbiQueueEntries(database(), KeptRecords.ALL);
    protected final VisitRepository visitRepository = new JdbiVisits(database(), KeptRecords.ALL);
    protected final RoomRepository roomRepository = new JdbiRooms(database(), KeptRecords.ALL);

    protected final RecordRepository<PrescriptionSnapshot, PrescriptionStatus> prescriptionRepository =
            new JdbiPrescriptions(database(), KeptRecords.ALL);
    protected final InvoiceRepository invoiceRepository = new JdbiInvoices(database(), KeptRecords.ALL);
    protected final RecordRepository<TaskSnapshot, TaskStatus> taskRepository =
            new JdbiTasks(database(), KeptRecords.ALL);
    protected final RecordRepository<LabResultSnapshot, LabStatus> labRepository =
            new JdbiLabResults(database(), KeptRecords.ALL);

    protected final Course course = new Course();

    /** Tasks of which their assignees were notified. */
    protected final List<TaskSnapshot> assigned = new ArrayList<>();

    /** Results of which the doctors were notified. */
    protected final List<LabResultSnapshot> ready = new ArrayList<>();

    protected final Publisher publisher = TestPublishers.over(database(), this::published);

    private final WiredClinic clinic = WiredClinic.over(
            database(),
            publisher,
            clock,
            KeptRecords.ALL,
            course,
            (tenant, task) -> assigned.add(task),
            (tenant, result) -> ready.add(result));

    protected final Users users = clinic.users();
    protected final UserRepository userRepository = new JdbiUsers(database(), UserDirectory.OPEN);
    protected final Clinics clinics = clinic.clinics();
    protected final Patients patients = clinic.patients();
    protected final Appointments appointments = clinic.appointments();
    protected final WaitingQueue queue = clinic.queue();
    protected final AbandonedEntries abandoned = clinic.abandoned();
    protected final Visits visits = clinic.visits();
    protected final Prescriptions prescriptions = clinic.prescriptions();
    protected final Invoices invoices = clinic.invoices();
    protected final Tasks tasks = clinic.tasks();
    protected final LabResults labResults = clinic.labResults();

    protected final Caller nurse = caller(tenant, Role.NURSE);
    protected final Caller stranger = caller(otherTenant, Role.ADMIN);

    protected ClinicTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void staffTheClinics() {
        for (TenantId clinic : List.of(tenant, otherTenant)) {
            userRepository.put(
                    clinic, List.of(new StaffMember(CHEN, Role.DOCTOR), new StaffMember(OKORO, Role.DOCTOR)));
            roomRepository.put(clinic, ROOM);
        }
    }

    protected static Caller caller(TenantId tenant, Role role) {
        return new Caller(
                new PrincipalBuilder("nurse-ada", "Ada", Set.of(role))
                        .tenant(tenant)
                        .build(),
                tenant);
    }

    /** Creates a patient in the nurse's clinic and discards the events. */
    protected final PatientSnapshot patient(String firstName, String lastName) {
        PatientSnapshot patient = patients.create(nurse, patientForm(firstName, lastName));
        events.clear();
        return patient;
    }

    /** Creates an appointment with Dr Chen in an hour and discards the events. */
    protected final AppointmentSnapshot appointment(PatientSnapshot patient) {
        AppointmentSnapshot appointment = appointments.create(nurse, appointmentForm(patient.id()));
        events.clear();
        return appointment;
    }

    /** The nurse checks a patient in, without a method. */
    protected final AppointmentSnapshot checkIn(String appointmentId) {
        return appointments.checkIn(nurse, appointmentId, new CheckInForm(Optional.empty(), Overlap.REFUSE));
    }

    /** The nurse cancels an appointment, without a reason. */
    protected final AppointmentSnapshot cancel(String appointmentId) {
        return appointments.cancel(nurse, appointmentId, Optional.empty());
    }

    /** The nurse calls a patient, to no room in particular. */
    protected final QueueEntrySnapshot call(String entryId) {
        return queue.call(nurse, entryId, Optional.empty());
    }

    protected static PatientForm patientForm(String firstName, String lastName) {
        return new PatientFormBuilder().firstName(firstName).lastName(lastName).build();
    }

    /** Half an hour with Dr Chen, starting in an hour, even if she is occupied. */
    protected static AppointmentForm appointmentForm(String patientId) {
        return new AppointmentFormBuilder()
                .patientId(patientId)
                .doctorId(CHEN.id())
                .start(NOW.plus(Duration.ofHours(1)))
                .end(NOW.plus(Duration.ofMinutes(90)))
                .overlap(Overlap.ALLOW)
                .build();
    }

    protected static AppointmentForm appointmentStatus(AppointmentStatus status) {
        return new AppointmentFormBuilder().status(status).build();
    }

    protected static QueueForm queueStatus(QueueStatus status) {
        return new QueueFormBuilder().status(status).build();
    }

    /** Another place in the queue, even if the patient has one. */
    protected static QueueForm queueKind(String patientId, QueueKind kind) {
        return new QueueFormBuilder()
                .kind(kind)
                .patientId(patientId)
                .overlap(Overlap.ALLOW)
                .build();
    }

    protected static VisitForm visitStatus(VisitStatus status) {
        return new VisitFormBuilder().status(status).build();
    }

    /** Records the appointments' starts and statuses by id, and removed appointments. */
    protected static final class Course implements AppointmentListener {
        public final List<String> told = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void onCreated(TenantId tenant, AppointmentSnapshot appointment) {
            told.add(appointment.id() + " " + appointment.start() + " " + appointment.status());
        }

        @Override
        public void onChanged(TenantId tenant, AppointmentSnapshot before, AppointmentSnapshot after) {
            told.add(after.id() + " " + after.start() + " " + after.status());
        }

        @Override
        public void onRemoved(TenantId tenant, AppointmentSnapshot appointment) {
            told.add(appointment.id() + " removed");
        }
    }

    private void published(Event<?> event) {
        if (event.payload() instanceof TicketChanged ticket) {
            tickets.add(ticket);
        } else {
            events.add(event);
        }
    }

    /** The names of the published events, in the order of delivery. */
    protected final List<String> told() {
        synchronized (events) {
            return events.stream().map(event -> event.type().name()).toList();
        }
    }

    protected static void assertRejected(Rejection expected, String text, ThrowingCallable command) {
        assertThatThrownBy(command)
                .asInstanceOf(type(RejectedException.class))
                .satisfies(rejected -> org.assertj.core.api.Assertions.assertThat(rejected.rejection())
                        .isEqualTo(expected))
                .satisfies(rejected -> org.assertj.core.api.Assertions.assertThat(rejected.text())
                        .contains(text));
    }

    /** Runs {@code command} on several threads at once. */
    protected static <T> List<T> allAtOnce(int threads, Callable<T> command) {
        return allAtOnce(Collections.nCopies(threads, command));
    }

    /** Runs each command on its own thread, all at once, and waits for them. */
    protected static <T> List<T> allAtOnce(List<Callable<T>> commands) {
        CyclicBarrier start = new CyclicBarrier(commands.size());
        ExecutorService pool = Executors.newFixedThreadPool(commands.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> command : commands) {
                running.add(pool.submit(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    return command.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            pool.shutdownNow();
        }
    }
}
