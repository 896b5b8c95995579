package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.Parallel;
import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.Event;
import dev.carewire.event.NotificationEvents.NotificationCreated;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.fixture.AppointmentSnapshotBuilder;
import dev.carewire.fixture.MedicationReminderFormBuilder;
import dev.carewire.fixture.PatientSnapshotBuilder;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.StaffSnapshotBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.AppointmentReminders;
import dev.carewire.notification.MedicationReminderForm;
import dev.carewire.notification.MedicationReminders;
import dev.carewire.notification.MedicationScheduleRepository.ScheduledMedication;
import dev.carewire.notification.PredefinedNotifications;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Reminders of appointments and medication: who receives them, when, and how often. */
class RemindersTest extends DatabaseTest {

    private static final Instant START = Instant.parse("2026-11-20T15:00:00.250Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final List<Event<?>> told = Collections.synchronizedList(new ArrayList<>());
    private final Map<Timers.Key, Instant> set = new ConcurrentHashMap<>();
    private final TestClock clock = new TestClock(START, ZoneOffset.UTC);
    private final Transactions transactions = new JdbiTransactions(database());
    private final PredefinedNotifications announcements =
            TestNotifications.announcements(database(), TestPublishers.over(database(), told::add), clock);
    private final AppointmentReminders appointments = new AppointmentReminders(
            new JdbiAppointmentReminders(database()),
            transactions,
            set::putIfAbsent,
            announcements,
            List.of(DAY, HOUR),
            clock);
    private final JdbiMedicationSchedules medicationRows = new JdbiMedicationSchedules(database());
    private final MedicationReminders medications = new MedicationReminders(
            medicationRows, transactions, set::putIfAbsent, announcements, tenant -> BERLIN, clock);

    private final Caller ada = caller(tenant, "ada", Role.PATIENT);
    private final Caller nurse = caller(tenant, "nurse", Role.NURSE);

    RemindersTest(TestDatabases which) {
        super(which);
    }

    @Test
    void remindsPatientAndDoctorADayAndAnHourBefore() {
        appointments.schedule(tenant, appointment(START.plus(DAY).plus(HOUR), AppointmentStatus.SCHEDULED, "dr-chen"));
        assertThat(set.values()).containsExactlyInAnyOrder(START.plus(HOUR), START.plus(DAY));

        passTo(START.plus(HOUR).minusMillis(1));
        assertThat(ringAll()).contains(START.plus(HOUR));
        assertThat(reminded()).isEmpty();

        passTo(START.plus(HOUR));
        ringAll();
        ringAll();
        assertThat(reminded()).containsExactly("p1", "dr-chen");
        assertThat(told().get(0).kind()).isEqualTo("appointment_reminder");
        assertThat(told().get(0).relatedId()).contains("a1");

        passTo(START.plus(DAY));
        ringAll();
        assertThat(reminded()).containsExactly("p1", "dr-chen", "p1", "dr-chen");
    }

    @Test
    void anAppointmentThatWasMovedIsRemindedOfAtItsNewTimeOnly() {
        Instant first = START.plus(HOUR.multipliedBy(2));
        appointments.schedule(tenant, appointment(first, AppointmentStatus.SCHEDULED, "dr-chen"));
        appointments.schedule(tenant, appointment(first.plus(HOUR), AppointmentStatus.RESCHEDULED, "dr-okoro"));

        passTo(first);
        ringAll();
        assertThat(reminded()).containsExactly("p1", "dr-okoro");
        appointments.schedule(tenant, appointment(first.plus(HOUR), AppointmentStatus.CONFIRMED, "dr-okoro"));
        ringAll();
        assertThat(reminded()).hasSize(2);
    }

    @Test
    void movingAnAppointmentThereAndBackChangesNothing() {
        Instant first = START.plus(HOUR.multipliedBy(2));
        appointments.schedule(tenant, appointment(first, AppointmentStatus.SCHEDULED, "dr-chen"));
        appointments.schedule(tenant, appointment(first.plus(HOUR), AppointmentStatus.SCHEDULED, "dr-chen"));
        appointments.schedule(tenant, appointment(first, AppointmentStatus.SCHEDULED, "dr-chen"));
        passTo(first.plus(HOUR));
        ringAll();
        assertThat(reminded()).isEmpty();
        assertThat(Duration.between(START, first)).isGreaterThan(HOUR);

        appointments.schedule(tenant, appointment(first.plus(DAY), AppointmentStatus.SCHEDULED, "dr-chen"));
        passTo(first.plus(DAY).minus(HOUR));
        ringAll();
        assertThat(reminded()).containsExactly("p1", "dr-chen");
    }

    @Test
    void aChangeInTheMomentOfAReminderDoesNotTakeItAway() {
        Instant start = START.plus(HOUR.multipliedBy(2));
        appointments.schedule(tenant, appointment(start, AppointmentStatus.SCHEDULED, "dr-chen"));
        passTo(start.minus(HOUR));
        appointments.schedule(tenant, appointment(start, AppointmentStatus.CONFIRMED, "dr-chen"));
        ringAll();
        assertThat(reminded()).containsExactly("p1", "dr-chen");
    }

    @Test
    void nobodyIsRemindedOfWhatIsCalledOffRemovedOrHasBegun() {
        Instant start = START.plus(HOUR.multipliedBy(2));
        for (AppointmentStatus status :
                List.of(AppointmentStatus.CANCELLED, AppointmentStatus.CHECKED_IN, AppointmentStatus.NO_SHOW)) {
            appointments.schedule(tenant, appointment(start, AppointmentStatus.SCHEDULED, "dr-chen"));
            appointments.schedule(tenant, appointment(start, status, "dr-chen"));
        }
        appointments.schedule(tenant, appointment(start, AppointmentStatus.SCHEDULED, "dr-chen"));
        appointments.cancel(tenant, "a1");
        appointments.cancel(otherTenant, "a1");
        passTo(start.minus(HOUR));
        ringAll();
        assertThat(reminded()).isEmpty();
    }

    @Test
    void anAppointmentMadeAtShortNoticeOrLongAgoIsNotRemindedOf() {
        appointments.schedule(tenant, appointment(START.plusSeconds(60), AppointmentStatus.SCHEDULED, "dr-chen"));
        appointments.schedule(tenant, appointment(START.minusSeconds(60), AppointmentStatus.SCHEDULED, "dr-chen"));
        assertThat(set).isEmpty();
    }

    @Test
    void aReminderThatTheServerSleptThroughIsLeftOut() {
        appointments.schedule(
                tenant, appointment(START.plus(HOUR.multipliedBy(30)), AppointmentStatus.PENDING, "dr-chen"));
        passTo(START.plus(HOUR.multipliedBy(7)).plusMillis(1));
        ringAll();
        assertThat(reminded()).isEmpty();
        passTo(START.plus(HOUR.multipliedBy(30)));
        ringAll();
        assertThat(reminded()).isEmpty();
    }

    @Test
    void severalTimersThatRingAtOnceRemindOnce() throws Exception {
        appointments.schedule(tenant, appointment(START.plus(HOUR).plusSeconds(1), AppointmentStatus.SCHEDULED, "d"));
        String timer = set.keySet().iterator().next().id();
        passTo(START.plusSeconds(1));
        Parallel.run(4, i -> appointments.onDue(tenant, timer));
        assertThat(reminded()).containsExactly("p1", "d");
    }

    @Test
    void remindsOfAMedicineAtItsTimesUntilTheEnd() {
        ScheduledMedication planned = medications.plan(
                ada,
                marker("20:00", "08:00").endAt(START.plus(Duration.ofHours(30))).build());
        assertThat(planned.nextAt()).isEqualTo(Instant.parse("2026-11-20T19:00:00Z"));
        assertThat(ownSchedules(ada)).containsExactly(planned);
        String id = planned.schedule().id();
        assertThat(set).containsEntry(new Timers.Key(MedicationReminders.KIND, tenant, id), planned.nextAt());

        assertThat(medications.onDue(tenant, id)).contains(planned.nextAt());
        assertThat(reminded()).isEmpty();
        passTo(planned.nextAt());
        Instant next = Instant.parse("2026-11-21T07:00:00Z");
        assertThat(medications.onDue(tenant, id)).contains(next);
        assertThat(medications.onDue(tenant, id)).contains(next);
        assertThat(reminded()).containsExactly("ada");
        assertThat(told().get(0).title()).isEqualTo("Medication Reminder");
        assertThat(told().get(0).message()).isEqualTo("Time to take Marker (5 mg)");
        assertThat(told().get(0).metadata())
                .contains("{\"medication_reminder_id\":\"" + id + "\",\"type\":\"medication\"}");

        passTo(next);
        Instant last = Instant.parse("2026-11-21T19:00:00Z");
        assertThat(medications.onDue(tenant, id)).contains(last);
        passTo(last);
        assertThat(medications.onDue(tenant, id)).isEmpty();
        assertThat(medications.onDue(tenant, id)).isEmpty();
        assertThat(reminded()).hasSize(3);
        assertThat(ownSchedules(ada)).isEmpty();
    }

    @Test
    void aDoseThatWasMissedByMoreThanAnHourIsLeftOut() {
        ScheduledMedication planned = medications.plan(ada, marker("20:00").build());
        passTo(planned.nextAt().plus(HOUR).plusMillis(1));
        assertThat(medications.onDue(tenant, planned.schedule().id())).contains(Instant.parse("2026-11-21T19:00:00Z"));
        assertThat(reminded()).isEmpty();
    }

    @Test
    void whatWasCancelledIsNotRemindedOf() {
        ScheduledMedication planned = medications.plan(ada, marker("20:00").build());
        String id = planned.schedule().id();
        medications.cancel(ada, id);
        passTo(planned.nextAt());
        assertThat(medications.onDue(tenant, id)).isEmpty();
        assertThat(reminded()).isEmpty();
        assertRejected(Rejection.NOT_FOUND, () -> medications.cancel(ada, id));
    }

    @Test
    void severalRingsOfAMedicineAtOnceRemindOnce() throws Exception {
        ScheduledMedication planned = medications.plan(ada, marker("20:00").build());
        passTo(planned.nextAt());
        Parallel.run(4, i -> medications.onDue(tenant, planned.schedule().id()));
        assertThat(reminded()).containsExactly("ada");
    }

    @Test
    void aScheduleIsItsUsersAndTheStaffs() {
        ScheduledMedication own = medications.plan(ada, marker("20:00").build());
        String id = own.schedule().id();
        assertThat(medications.list(nurse, Optional.of("ada"))).containsExactly(own);
        assertThat(ownSchedules(nurse)).isEmpty();

        Caller bob = caller(tenant, "bob", Role.PATIENT);
        Caller stranger = caller(otherTenant, "ada", Role.ADMIN);
        Caller display = caller(tenant, "ada", Role.DISPLAY);
        assertRejected(Rejection.FORBIDDEN, () -> medications.list(bob, Optional.of("ada")));
        assertRejected(Rejection.FORBIDDEN, () -> ownSchedules(display));
        assertRejected(Rejection.NOT_FOUND, () -> medications.cancel(bob, id));
        assertRejected(Rejection.NOT_FOUND, () -> medications.cancel(stranger, id));
        assertRejected(Rejection.NOT_FOUND, () -> medications.cancel(nurse, "\u0000"));
        assertThat(ownSchedules(stranger)).isEmpty();

        medications.cancel(nurse, id);
        assertThat(ownSchedules(ada)).isEmpty();
    }

    @Test
    void refusesTimesThatAClockGoneWrongWouldGive() {
        for (Instant start : List.of(START.minus(Duration.ofMinutes(5)), START.plus(Duration.ofDays(366)))) {
            assertThat(medications.plan(ada, starting(start)).schedule().startAt())
                    .isEqualTo(start);
        }
        for (Instant start : List.of(
                START.minus(Duration.ofMinutes(5)).minusMillis(1),
                START.plus(Duration.ofDays(366)).plusMillis(1),
                Instant.MAX,
                Instant.MIN)) {
            assertRejected(Rejection.INVALID, () -> medications.plan(ada, starting(start)));
        }
        for (Instant end : List.of(START, START.plusSeconds(1), START.plus(Duration.ofDays(400)))) {
            assertRejected(
                    Rejection.INVALID,
                    () -> medications.plan(ada, marker("20:00").endAt(end).build()));
        }
    }

    @Test
    void refusesWhatIsMissingOrTooMuch() {
        assertRejected(
                Rejection.INVALID,
                () -> medications.plan(
                        ada,
                        new MedicationReminderFormBuilder()
                                .times("20:00")
                                .zone(BERLIN)
                                .build()));
        assertRejected(
                Rejection.INVALID,
                () -> medications.plan(
                        ada, marker("20:00").medication("x".repeat(201)).build()));
        assertRejected(Rejection.INVALID, () -> medications.plan(ada, marker().build()));
        assertRejected(
                Rejection.INVALID,
                () -> medications.plan(ada, marker("20:00:01").build()));
        String[] many = new String[MedicationReminders.MAX_TIMES + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = String.format(Locale.ROOT, "%02d:00", i);
        }
        assertRejected(
                Rejection.INVALID, () -> medications.plan(ada, marker(many).build()));

        for (int i = 0; i < MedicationReminders.MAX_SCHEDULES; i++) {
            medications.plan(ada, marker("20:00").build());
        }
        assertRejected(
                Rejection.CONFLICT, () -> medications.plan(ada, marker("20:00").build()));
    }

    /** A form for a drug that is due at these times of day in Berlin. */
    private static MedicationReminderFormBuilder marker(String... times) {
        return new MedicationReminderFormBuilder()
                .medication("Marker")
                .dosage("5 mg")
                .times(times)
                .zone(BERLIN);
    }

    private static MedicationReminderForm starting(Instant start) {
        return new MedicationReminderFormBuilder()
                .medication("Marker")
                .times("08:00")
                .days(Set.of(DayOfWeek.SUNDAY))
                .zone(BERLIN)
                .startAt(start)
                .build();
    }

    private AppointmentSnapshot appointment(Instant start, AppointmentStatus status, String doctorId) {
        return new AppointmentSnapshotBuilder(
                        "a1",
                        "APT-0001",
                        new PatientSnapshotBuilder("p1", "P-0001", "Ada", "Marker", 0, START, START).build(),
                        new StaffSnapshotBuilder(doctorId, "Wei", "Chen").build(),
                        start,
                        start.plusSeconds(60),
                        status,
                        "general",
                        false,
                        START,
                        START)
                .build();
    }

    private void passTo(Instant moment) {
        clock.advance(Duration.between(clock.instant(), moment));
    }

    /** Runs all due timers as the server does: a timer is deleted unless its listener returns a next time. */
    private List<Instant> ringAll() {
        List<Instant> again = new ArrayList<>();
        Map.copyOf(set).keySet().forEach(key -> {
            Optional<Instant> next = appointments.onDue(key.tenant(), key.id());
            next.ifPresent(again::add);
            next.ifPresentOrElse(at -> set.put(key, at), () -> set.remove(key));
        });
        return again;
    }

    private List<NotificationSnapshot> told() {
        return told.stream()
                .map(Event::payload)
                .map(NotificationCreated.class::cast)
                .map(NotificationCreated::notification)
                .toList();
    }

    private List<String> reminded() {
        return told().stream().map(NotificationSnapshot::userId).toList();
    }

    private static Caller caller(TenantId tenant, String user, Role role) {
        return new Caller(
                new PrincipalBuilder(user, user, Set.of(role)).tenant(tenant).build(), tenant);
    }

    private static void assertRejected(Rejection expected, ThrowingCallable command) {
        RejectedException rejected = catchThrowableOfType(RejectedException.class, command);
        assertThat(rejected).isNotNull();
        assertThat(rejected.rejection()).isEqualTo(expected);
    }

    private List<ScheduledMedication> ownSchedules(Caller caller) {
        return medications.list(caller, Optional.empty());
    }
}
