package dev.carewire.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jdbi.JdbiAppointments;
import dev.carewire.adapter.jdbi.JdbiEventLog;
import dev.carewire.adapter.jdbi.JdbiPatients;
import dev.carewire.adapter.jdbi.JdbiQueueEntries;
import dev.carewire.adapter.jdbi.JdbiRooms;
import dev.carewire.adapter.jdbi.JdbiTransactions;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.jdbi.JdbiVisits;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.json.JsonEventCodec;
import dev.carewire.command.TimeRange;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.fixture.AppointmentQueryBuilder;
import dev.carewire.identity.TenantId;
import dev.carewire.patient.PatientQuery;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordQuery;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoClinicTest {

    private static final List<TenantId> CLINICS = List.of(new TenantId("tenant-1"), new TenantId("tenant-2"));

    private final TestClock clock =
            new TestClock(Instant.parse("2026-11-20T15:20:00.125Z"), ZoneId.of("Europe/Berlin"));
    private final Database database = Database.open(
            new DatabaseConfig("jdbc:h2:mem:demo-" + System.identityHashCode(this), "", "", 2, Duration.ofSeconds(10)));
    private final JdbiUsers users = new JdbiUsers(database, UserDirectory.OPEN);
    private final JdbiPatients patients = new JdbiPatients(database, KeptRecords.ALL);
    private final JdbiAppointments appointments = new JdbiAppointments(database, KeptRecords.ALL);
    private final JdbiQueueEntries queue = new JdbiQueueEntries(database, KeptRecords.ALL);
    private final JdbiVisits visits = new JdbiVisits(database, KeptRecords.ALL);
    private final DemoClinic demo = new DemoClinic(
            users,
            new JdbiRooms(database, KeptRecords.ALL),
            patients,
            appointments,
            queue,
            visits,
            new JdbiTransactions(database),
            tenant -> clock.getZone(),
            clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void fillsBothClinicsAroundThePresentTime() {
        demo.seed();

        for (TenantId clinic : CLINICS) {
            assertThat(users.list(clinic)).hasSize(5);
            assertThat(patients.list(
                            clinic, new PatientQuery(Optional.empty(), TimeRange.ALL, 50), Optional.empty(), 50))
                    .extracting(PatientSnapshot::id)
                    .containsExactlyInAnyOrder("pat-1", "pat-2", "pat-3", "pat-4", "pat-5", "pat-6", "pat-7", "pat-8");
            assertThat(day(clinic))
                    .extracting(AppointmentSnapshot::id)
                    .containsExactly("apt-1", "apt-2", "apt-3", "apt-4", "apt-5", "apt-6", "apt-7", "apt-8");
            assertThat(day(clinic))
                    .anyMatch(appointment -> appointment.start().isBefore(clock.instant()))
                    .anyMatch(appointment -> appointment.start().isAfter(clock.instant()));
        }
        assertThat(users.list(CLINICS.get(0)))
                .extracting(colleague -> colleague.staff().id())
                .contains("dr-chen", "nurse-ada", "desk-1")
                .doesNotContainAnyElementsOf(users.list(CLINICS.get(1)).stream()
                        .map(StaffMember::staff)
                        .map(staff -> staff.id())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {-16 * 60 - 10, 7 * 60 + 30})
    void theDaysListHoldsThemAllEvenAroundMidnight(long minutes) {
        clock.advance(Duration.ofMinutes(minutes));
        LocalDate today = LocalDate.now(clock);

        demo.seed();

        assertThat(appointments.list(
                        CLINICS.get(0),
                        new AppointmentQueryBuilder()
                                .date(today, clock.getZone())
                                .limit(50)
                                .build(),
                        Optional.empty(),
                        50))
                .hasSize(8);
    }

    @Test
    void queueVisitAndAppointmentsAgree() {
        demo.seed();

        for (TenantId clinic : CLINICS) {
            List<QueueEntrySnapshot> waiting = queue.list(clinic, RecordQuery.all(10), Optional.empty(), 10);
            assertThat(waiting)
                    .extracting(QueueEntrySnapshot::id, QueueEntrySnapshot::number, QueueEntrySnapshot::status)
                    .containsExactly(
                            tuple("queue-1", "A001", QueueStatus.IN_PROGRESS),
                            tuple("queue-2", "A002", QueueStatus.WAITING),
                            tuple("queue-3", "W001", QueueStatus.WAITING));
            assertThat(appointments.find(clinic, "apt-2"))
                    .get()
                    .returns(AppointmentStatus.WITH_PROVIDER, AppointmentSnapshot::status)
                    .returns(Optional.of("A001"), AppointmentSnapshot::queueNumber);
            assertThat(appointments.find(clinic, "apt-3"))
                    .get()
                    .returns(AppointmentStatus.CHECKED_IN, AppointmentSnapshot::status)
                    .returns(Optional.of("A002"), AppointmentSnapshot::queueNumber);
            assertThat(visits.find(clinic, "visit-1"))
                    .get()
                    .returns(Optional.of("queue-1"), VisitSnapshot::queueEntryId)
                    .returns(Optional.of("apt-2"), VisitSnapshot::appointmentId);
            assertThat(waiting.get(0).visitId()).contains("visit-1");
        }
    }

    @Test
    void leavesAClinicThatHasPeopleAlone() {
        demo.seed();
        List<AppointmentSnapshot> before = day(CLINICS.get(0));
        clock.advance(Duration.ofMinutes(30));

        demo.seed();

        assertThat(day(CLINICS.get(0))).isEqualTo(before);
        assertThat(patients.nextCode(CLINICS.get(0))).isEqualTo("P-0009");
    }

    @Test
    void announcesNothing() {
        demo.seed();

        assertThat(new JdbiEventLog(database, new JsonEventCodec(), clock).heads())
                .isEmpty();
    }

    private List<AppointmentSnapshot> day(TenantId clinic) {
        return appointments.list(clinic, new AppointmentQueryBuilder().limit(50).build(), Optional.empty(), 50);
    }
}
