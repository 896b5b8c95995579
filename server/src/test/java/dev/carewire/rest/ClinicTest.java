package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiAppointments;
import dev.carewire.adapter.jdbi.JdbiAttachments;
import dev.carewire.adapter.jdbi.JdbiInvoices;
import dev.carewire.adapter.jdbi.JdbiLabResults;
import dev.carewire.adapter.jdbi.JdbiMemberships;
import dev.carewire.adapter.jdbi.JdbiMessageRevisions;
import dev.carewire.adapter.jdbi.JdbiMessages;
import dev.carewire.adapter.jdbi.JdbiOutbox;
import dev.carewire.adapter.jdbi.JdbiPatients;
import dev.carewire.adapter.jdbi.JdbiPrescriptions;
import dev.carewire.adapter.jdbi.JdbiQueueEntries;
import dev.carewire.adapter.jdbi.JdbiRecordDirectory;
import dev.carewire.adapter.jdbi.JdbiRooms;
import dev.carewire.adapter.jdbi.JdbiTasks;
import dev.carewire.adapter.jdbi.JdbiThreads;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.jdbi.JdbiVisits;
import dev.carewire.adapter.jdbi.TestAssistant;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.adapter.jdbi.TestNotifications;
import dev.carewire.adapter.jdbi.TestVitals;
import dev.carewire.adapter.json.JsonEventCodec;
import dev.carewire.app.wiring.CareWorkflow;
import dev.carewire.appointment.AppointmentListener;
import dev.carewire.appointment.AppointmentRecords;
import dev.carewire.appointment.Appointments;
import dev.carewire.billing.Invoices;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.cluster.Publisher;
import dev.carewire.emit.Emit;
import dev.carewire.emit.MessagingEmit;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.http.Route;
import dev.carewire.http.Router;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.lab.LabResults;
import dev.carewire.messaging.AttachmentLimits;
import dev.carewire.messaging.InMemoryAttachmentStore;
import dev.carewire.messaging.MessageAttachments;
import dev.carewire.messaging.MessageChanges;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.ThreadMembers;
import dev.carewire.patient.Patients;
import dev.carewire.prescription.Prescriptions;
import dev.carewire.presence.Presence;
import dev.carewire.presence.TestPresence;
import dev.carewire.queue.QueueRecords;
import dev.carewire.queue.WaitingQueue;
import dev.carewire.record.References;
import dev.carewire.task.Tasks;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpTestClient;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.user.StaffMember;
import dev.carewire.user.Users;
import dev.carewire.visit.Visits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;

/**
 * A test of the whole interface on a database in memory: two clinics with a doctor each, a nurse and a room in the first. The
 * clinics are in New York, where it is ten in the morning.
 */
abstract class ClinicTest {

    static final ZoneId ZONE = ZoneId.of("America/New_York");

    private final TenantId first = new TenantId("first-" + UUID.randomUUID());
    private final TenantId other = new TenantId("other-" + UUID.randomUUID());
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T15:00:00Z"));

    /** Bytes of the largest file that may be attached. */
    static final int MAX_FILE = 200_000;

    final InMemoryAttachmentStore files = new InMemoryAttachmentStore();

    private final ManualTimers viewingAlarms = new ManualTimers();

    final Presence presence = presence();

    final HttpTestClient connection = new HttpTestClient(api());

    private Presence presence() {
        Clock clock = new HandMovedClock(now);
        JdbiOutbox outbox = new JdbiOutbox(TestDatabases.H2.database(), new JsonEventCodec());
        Emit emit = new Emit(new Publisher(outbox, event -> {}, event -> {}, id -> {}), clock);
        return TestPresence.over(emit, viewingAlarms, clock);
    }

    private HttpApi api() {
        Database database = TestDatabases.H2.database();
        Clock clock = new HandMovedClock(now);
        JdbiTransactions transactions = new JdbiTransactions(database);
        JdbiOutbox outbox = new JdbiOutbox(database, new JsonEventCodec());
        Publisher publisher = new Publisher(outbox, event -> {}, event -> {}, id -> outbox.remove(List.of(id)));
        Emit emit = new Emit(publisher, clock);
        References references = new References(new JdbiRecordDirectory(database));
        JdbiRooms rooms = new JdbiRooms(database);
        AppointmentListener course = new NoCourse();
        AppointmentRecords appointmentRecords =
                new AppointmentRecords(new JdbiAppointments(database), references, course, emit, clock);
        QueueRecords queueRecords = new QueueRecords(new JdbiQueueEntries(database), references, emit, clock);
        CareWorkflow flow = new CareWorkflow(appointmentRecords, queueRecords);
        Users users = new Users(new JdbiUsers(database));
        Patients patients = new Patients(new JdbiPatients(database), transactions, emit, clock);
        Appointments appointments = new Appointments(
                new JdbiAppointments(database),
                appointmentRecords,
                references,
                flow,
                course,
                transactions,
                emit,
                clock);
        WaitingQueue queue =
                new WaitingQueue(new JdbiQueueEntries(database), queueRecords, references, flow, transactions, clock);
        Visits visits = new Visits(new JdbiVisits(database), references, flow, transactions, emit, clock);
        MessagingEmit messagingEmit = new MessagingEmit(publisher, clock);
        JdbiThreads threads = new JdbiThreads(database);
        JdbiMessages messages = new JdbiMessages(database);
        MessageAttachments attachments = new MessageAttachments(
                transactions,
                threads,
                new JdbiAttachments(database),
                files,
                new AttachmentLimits(MAX_FILE, 10 * MAX_FILE, Duration.ofHours(1)),
                clock);
        Messaging messaging =
                new Messaging(transactions, threads, messages, attachments, emit, new ManualTimers(), clock);
        ThreadMembers members =
                new ThreadMembers(transactions, threads, new JdbiMemberships(database), emit, messagingEmit, clock);
        MessageChanges changes = new MessageChanges(
                transactions,
                threads,
                messages,
                new JdbiMessageRevisions(database),
                attachments,
                messagingEmit,
                Duration.ofHours(24),
                clock);
        TestVitals vitals = TestVitals.over(database, emit, clock);
        users.put(first, colleague("u-doctor", "Dana", Role.DOCTOR, Optional.of("Dermatology")));
        users.put(first, colleague("u-nurse", "Nia", Role.NURSE, Optional.empty()));
        users.put(other, colleague("u-stranger", "Sam", Role.DOCTOR, Optional.empty()));
        rooms.put(first, new RoomSnapshot("r-2", "Room two", "2"));
        List<Route> routes = Stream.of(
                        new PatientRoutes(patients).routes(),
                        new AppointmentRoutes(appointments, ZONE).routes(),
                        new QueueRoutes(queue).routes(),
                        new VisitRoutes(visits).routes(),
                        new PrescriptionRoutes(new Prescriptions(
                                        new JdbiPrescriptions(database), references, transactions, emit, clock))
                                .routes(),
                        new InvoiceRoutes(
                                        new Invoices(new JdbiInvoices(database), references, transactions, emit, clock))
                                .routes(),
                        new TaskRoutes(new Tasks(
                                        new JdbiTasks(database),
                                        references,
                                        (tenant, task) -> {},
                                        transactions,
                                        emit,
                                        clock))
                                .routes(),
                        new LabRoutes(new LabResults(
                                        new JdbiLabResults(database),
                                        references,
                                        (tenant, result) -> {},
                                        transactions,
                                        emit,
                                        clock))
                                .routes(),
                        new MessageRoutes(messaging, members, changes).routes(),
                        new AttachmentRoutes(attachments).routes(),
                        new AssistantRoutes(TestAssistant.over(database, messaging, publisher, clock)).routes(),
                        new NotificationRoutes(TestNotifications.over(database, publisher, clock)).routes(),
                        new PresenceRoutes(presence, patients).routes(),
                        new AnnouncementRoutes(TestNotifications.announcements(database, publisher, clock)).routes(),
                        new ReminderRoutes(
                                        TestNotifications.preferences(database, publisher, clock),
                                        TestNotifications.medications(database, publisher, clock))
                                .routes(),
                        new UserRoutes(users).routes(),
                        new VitalsRoutes(vitals.vitals(), vitals.thresholds(), ZONE).routes())
                .flatMap(List::stream)
                .toList();
        OriginPolicy origins = new OriginPolicy(Set.of());
        return new HttpApi(
                new Router(routes),
                new BearerAuthentication(new StubTokenVerifier(first, other), origins),
                origins,
                Runnable::run);
    }

    private static StaffMember colleague(String id, String firstName, Role role, Optional<String> specialization) {
        return new StaffMember(
                new StaffSnapshot(id, firstName, "North", Optional.of(id + "@clinic.example"), specialization), role);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    /** Lets time pass. */
    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        viewingAlarms.advance(time);
    }

    /** The first clinic. */
    TenantId clinic() {
        return first;
    }

    HttpTestClient.Answer get(String target) {
        return connection.get(StubTokenVerifier.DOCTOR, target);
    }

    HttpTestClient.Answer post(String target, String body) {
        return connection.post(StubTokenVerifier.DOCTOR, target, body);
    }

    HttpTestClient.Answer put(String target, String body) {
        return connection.put(StubTokenVerifier.DOCTOR, target, body);
    }

    HttpTestClient.Answer delete(String target) {
        return connection.delete(StubTokenVerifier.DOCTOR, target);
    }

    /** The id of a new patient. */
    String newPatient(String firstName) {
        return created(post("/api/patients", "{\"firstName\":\"" + firstName + "\",\"lastName\":\"Poe\"}"));
    }

    /** The id of a new appointment, at 14:30 on 2026-11-20 in New York. */
    String newAppointment(String patientId) {
        return created(post("/api/appointments", """
                {"patient":"%s","doctor":"u-doctor","appointmentDate":"2026-11-20","appointmentTime":"14:30"}
                """.formatted(patientId)));
    }

    /** The id of the record that an answer says was created. */
    static String created(HttpTestClient.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.id();
    }

    /** Asserts that an answer holds exactly this document. */
    static void assertData(HttpTestClient.Answer answer, int status, String expected) {
        assertThat(answer.json()).isEqualTo(HttpTestClient.json("{\"success\":true,\"data\":" + expected + "}"));
        assertThat(answer.status()).isEqualTo(status);
    }

    /** Asserts a refusal that names what was wrong. */
    static void assertRefused(HttpTestClient.Answer answer, int status, String named) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("success").isBoolean()).isTrue();
        assertThat(answer.json().path("success").booleanValue()).isFalse();
        assertThat(answer.json().path("error").textValue()).startsWith(named);
        assertThat(answer.json().path("code").textValue()).isNotEmpty();
    }

    /** The texts of one field in the answer's bare array. */
    static List<String> listed(HttpTestClient.Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return texts(answer.json(), field);
    }

    /** The texts of one field in the answer's page. */
    static List<String> onPage(HttpTestClient.Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return texts(answer.json().path("items"), field);
    }

    /** What asks for the page behind this one. */
    static String next(HttpTestClient.Answer page) {
        return page.json().path("nextCursor").textValue();
    }

    private static List<String> texts(JsonNode array, String field) {
        assertThat(array.isArray()).isTrue();
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path(field))
                .map(JsonNode::asText)
                .toList();
    }

    private static final class NoCourse implements AppointmentListener {
        @Override
        public void onCreated(TenantId tenant, AppointmentSnapshot appointment) {}

        @Override
        public void onChanged(TenantId tenant, AppointmentSnapshot before, AppointmentSnapshot after) {}

        @Override
        public void onRemoved(TenantId tenant, AppointmentSnapshot appointment) {}
    }

    private static final class HandMovedClock extends Clock {

        private final AtomicReference<Instant> now;

        private HandMovedClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("New York only");
        }
    }
}
