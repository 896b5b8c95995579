package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.Parallel;
import dev.carewire.adapter.json.JsonEventCodec;
import dev.carewire.cluster.Outbox;
import dev.carewire.cluster.Publisher;
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
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.Principal;
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
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people are reminded of, when, and how often. */
abstract class RemindersContract extends DatabaseTest {

    private static final Instant START = Instant.parse("2026-11-20T15:00:00.250Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final List<Event<?>> told = Collections.synchronizedList(new ArrayList<>());
    private final Map<Timers.Key, Instant> set = new ConcurrentHashMap<>();
    private final TestClock clock = new TestClock(START, ZoneOffset.UTC);
    private final Outbox outbox = new JdbiOutbox(database(), new JsonEventCodec());
    private final Transactions transactions = new JdbiTransactions(database());
    private final PredefinedNotifications announcements =
            TestNotifications.announcements(database(), new Publisher(outbox, told::add, told::add, id -> {}), clock);
    private final AppointmentReminders appointments = new AppointmentReminders(
            new JdbiAppointmentReminders(database()),
            transactions,
            set::putIfAbsent,
            announcements,
            List.of(DAY, HOUR),
            clock);
    private final JdbiMedicationSchedules medicationRows = new JdbiMedicationSchedules(database());
    private final MedicationReminders medications =
            new MedicationReminders(medicationRows, transactions, set::putIfAbsent, announcements, clock);

    private final Caller ada = caller(tenant, "ada", Role.PATIENT);
    private final Caller nurse = caller(tenant, "nurse", Role.NURSE);

    RemindersContract(TestDatabases which) {
        super(which);
    }

    @AfterEach
    void emptyTheOutbox() {
        outbox.remove(told.stream().map(Event::id).toList());
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
                ada, form(Optional.of("Marker"), Optional.of(START.plus(Duration.ofHours(30))), "20:00", "08:00"));
        assertThat(planned.nextAt()).isEqualTo(Instant.parse("2026-11-20T19:00:00Z"));
        assertThat(medications.list(ada, Optional.empty())).containsExactly(planned);
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
        assertThat(medications.list(ada, Optional.empty())).isEmpty();
    }

    @Test
    void aDoseThatWasMissedByMoreThanAnHourIsLeftOut() {
        ScheduledMedication planned = medications.plan(ada, form(Optional.of("Marker"), Optional.empty(), "20:00"));
        passTo(planned.nextAt().plus(HOUR).plusMillis(1));
        assertThat(medications.onDue(tenant, planned.schedule().id())).contains(Instant.parse("2026-11-21T19:00:00Z"));
        assertThat(reminded()).isEmpty();
    }

    @Test
    void whatWasCancelledIsNotRemindedOf() {
        ScheduledMedication planned = medications.plan(ada, form(Optional.of("Marker"), Optional.empty(), "20:00"));
        String id = planned.schedule().id();
        medications.cancel(ada, id);
        passTo(planned.nextAt());
        assertThat(medications.onDue(tenant, id)).isEmpty();
        assertThat(reminded()).isEmpty();
        assertRejected(Rejection.NOT_FOUND, () -> medications.cancel(ada, id));
    }

    @Test
    void severalRingsOfAMedicineAtOnceRemindOnce() throws Exception {
        ScheduledMedication planned = medications.plan(ada, form(Optional.of("Marker"), Optional.empty(), "20:00"));
        passTo(planned.nextAt());
        Parallel.run(4, i -> medications.onDue(tenant, planned.schedule().id()));
        assertThat(reminded()).containsExactly("ada");
    }

    @Test
    void aScheduleIsItsUsersAndTheStaffs() {
        ScheduledMedication own = medications.plan(ada, form(Optional.of("Marker"), Optional.empty(), "20:00"));
        String id = own.schedule().id();
        assertThat(medications.list(nurse, Optional.of("ada"))).containsExactly(own);
        assertThat(medications.list(nurse, Optional.empty())).isEmpty();

        Caller bob = caller(tenant, "bob", Role.PATIENT);
        Caller stranger = caller(otherTenant, "ada", Role.ADMIN);
        Caller display = caller(tenant, "ada", Role.DISPLAY);
        assertRejected(Rejection.FORBIDDEN, () -> medications.list(bob, Optional.of("ada")));
        assertRejected(Rejection.FORBIDDEN, () -> medications.list(display, Optional.empty()));
        assertRejected(Rejection.NOT_FOUND, () -> medications.cancel(bob, id));
        assertRejected(Rejection.NOT_FOUND, () -> medications.cancel(stranger, id));
        assertRejected(Rejection.NOT_FOUND, () -> medications.cancel(nurse, "\u0000"));
        assertThat(medications.list(stranger, Optional.empty())).isEmpty();

        medications.cancel(nurse, id);
        assertThat(medications.list(ada, Optional.empty())).isEmpty();
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
                    () -> medications.plan(ada, form(Optional.of("Marker"), Optional.of(end), "20:00")));
        }
    }

    @Test
    void refusesWhatIsMissingOrTooMuch() {
        assertRejected(
                Rejection.INVALID, () -> medications.plan(ada, form(Optional.empty(), Optional.empty(), "20:00")));
        assertRejected(
                Rejection.INVALID,
                () -> medications.plan(ada, form(Optional.of("x".repeat(201)), Optional.empty(), "20:00")));
        assertRejected(Rejection.INVALID, () -> medications.plan(ada, form(Optional.of("Marker"), Optional.empty())));
        assertRejected(
                Rejection.INVALID,
                () -> medications.plan(ada, form(Optional.of("Marker"), Optional.empty(), "20:00:01")));
        String[] many = new String[MedicationReminders.MAX_TIMES + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = String.format(Locale.ROOT, "%02d:00", i);
        }
        assertRejected(
                Rejection.INVALID, () -> medications.plan(ada, form(Optional.of("Marker"), Optional.empty(), many)));

        for (int i = 0; i < MedicationReminders.MAX_SCHEDULES; i++) {
            medications.plan(ada, form(Optional.of("Marker"), Optional.empty(), "20:00"));
        }
        assertRejected(
                Rejection.CONFLICT,
                () -> medications.plan(ada, form(Optional.of("Marker"), Optional.empty(), "20:00")));
    }

    private static MedicationReminderForm form(Optional<String> medication, Optional<Instant> end, String... times) {
        return new MedicationReminderForm(
                Optional.empty(),
                medication,
                Optional.of("5 mg"),
                Arrays.stream(times).map(LocalTime::parse).collect(Collectors.toSet()),
                Set.<DayOfWeek>of(),
                Optional.of(BERLIN),
                Optional.empty(),
                end);
    }

    private static MedicationReminderForm starting(Instant start) {
        return new MedicationReminderForm(
                Optional.empty(),
                Optional.of("Marker"),
                Optional.empty(),
                Set.of(LocalTime.of(8, 0)),
                Set.of(DayOfWeek.SUNDAY),
                Optional.of(BERLIN),
                Optional.of(start),
                Optional.empty());
    }

    private AppointmentSnapshot appointment(Instant start, AppointmentStatus status, String doctorId) {
        return new AppointmentSnapshot(
                "a1",
                "APT-0001",
                new PatientSnapshot(
                        "p1",
                        "P-0001",
                        "Ada",
                        "Marker",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        START,
                        START),
                new StaffSnapshot(doctorId, "Wei", "Chen", Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                start,
                start.plusSeconds(60),
                status,
                "general",
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                START,
                START);
    }

    private void passTo(Instant moment) {
        clock.advance(Duration.between(clock.instant(), moment));
    }

    /** As the timers do: those that are due ring, and are gone unless they say when to ring again. */
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
                new Principal(Optional.of(tenant), user, user, Set.of(role), Optional.empty(), Optional.empty()),
                tenant);
    }

    private static void assertRejected(Rejection expected, ThrowingCallable command) {
        RejectedException rejected = catchThrowableOfType(RejectedException.class, command);
        assertThat(rejected).isNotNull();
        assertThat(rejected.rejection()).isEqualTo(expected);
    }
}
