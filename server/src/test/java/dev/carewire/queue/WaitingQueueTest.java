package dev.carewire.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.Event;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntryFilterFields;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueEvents.QueueUpdated;
import dev.carewire.event.QueueEvents.TicketChanged;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.fixture.QueueEntrySnapshotBuilder;
import dev.carewire.fixture.QueueFormBuilder;
import dev.carewire.identity.Role;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingQueueTest extends ClinicTest {

    private PatientSnapshot patient;

    WaitingQueueTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void registerAPatient() {
        patient = patient("Tove", "Lindqvist");
    }

    @Test
    void aWalkInWaitsUnderTheNextTicketAndTheClinicIsTold() {
        QueueEntrySnapshot entry = walkIn(patient);

        assertThat(entry)
                .isEqualTo(new QueueEntrySnapshotBuilder(
                                entry.id(),
                                "W001",
                                QueueKind.WALK_IN,
                                patient,
                                QueueStatus.WAITING,
                                0,
                                true,
                                NOW,
                                NOW,
                                NOW)
                        .checkedInAt(NOW)
                        .build());
        assertThat(events)
                .<Record>map(Event::payload)
                .containsExactly(new QueueUpdated(entry, Optional.of(QueueEntryFilterFields.of(entry))));
        assertThat(queue.get(nurse, entry.id())).isEqualTo(entry);
    }

    @Test
    void keepsEverythingThatIsGiven() {
        AppointmentSnapshot appointment = appointment(patient);
        QueueEntrySnapshot entry = queue.create(
                nurse,
                new QueueFormBuilder()
                        .kind(QueueKind.FOLLOW_UP)
                        .patientId(patient.id())
                        .appointmentId(appointment.id())
                        .doctorId(OKORO.id())
                        .roomId(ROOM.id())
                        .status(QueueStatus.WAITING)
                        .priority(7)
                        .checkedIn(false)
                        .checkInMethod("kiosk")
                        .notes("Hard of hearing")
                        .build());

        assertThat(queue.get(nurse, entry.id()))
                .isEqualTo(entry)
                .isEqualTo(new QueueEntrySnapshotBuilder(
                                entry.id(),
                                "F001",
                                QueueKind.FOLLOW_UP,
                                patient,
                                QueueStatus.WAITING,
                                7,
                                false,
                                NOW,
                                NOW,
                                NOW)
                        .appointmentId(appointment.id())
                        .doctor(OKORO)
                        .room(ROOM)
                        .checkInMethod("kiosk")
                        .notes("Hard of hearing")
                        .build());
    }

    @Test
    void countsTicketsByKindAndDay() {
        QueueEntrySnapshot first = walkIn(patient);
        QueueEntrySnapshot second = walkIn(patient);
        assertThat(first.number()).isEqualTo("W001");
        assertThat(second.number()).isEqualTo("W002");
        assertThat(queue.create(nurse, queueKind(patient.id(), QueueKind.FOLLOW_UP))
                        .number())
                .isEqualTo("F001");
        assertThat(queue.create(nurse, queueKind(patient.id(), QueueKind.APPOINTMENT))
                        .number())
                .isEqualTo("A001");

        for (QueueEntrySnapshot entry : List.of(first, second)) {
            queue.update(nurse, entry.id(), queueStatus(QueueStatus.CANCELLED));
        }
        clock.advance(Duration.ofHours(15));

        assertThat(walkIn(patient).number()).isEqualTo("W001");
        assertThat(walkIn(patient).number()).isEqualTo("W002");
    }

    @Test
    void listsInCallingOrder() {
        QueueEntrySnapshot first = walkIn(patient);
        clock.advance(Duration.ofMinutes(1));
        QueueEntrySnapshot second = walkIn(patient);
        clock.advance(Duration.ofMinutes(1));
        QueueEntrySnapshot urgent = queue.update(nurse, walkIn(patient).id(), priority(5));
        QueueEntrySnapshot called = queue.call(nurse, walkIn(patient).id(), Optional.of(ROOM.id()));

        assertThat(list(Set.of(QueueStatus.WAITING), Optional.empty(), 10)).containsExactly(urgent, first, second);
        assertThat(list(Set.of(), Optional.empty(), 10)).containsExactly(urgent, first, second, called);
        assertThat(list(Set.of(), Optional.of(ROOM.id()), 10)).containsExactly(called);
        assertThat(list(Set.of(), Optional.empty(), 2)).containsExactly(urgent, first);
        assertThat(queue.list(
                                nurse,
                                RecordQuery.<QueueStatus>all(10).with(Reference.DOCTOR, Optional.of(CHEN.id())),
                                Optional.empty())
                        .items())
                .isEmpty();
    }

    @Test
    void callingSendsTheWaitingPatientIn() {
        QueueEntrySnapshot waiting = walkIn(patient);
        events.clear();
        clock.advance(Duration.ofMinutes(10));

        QueueEntrySnapshot called = queue.call(nurse, waiting.id(), Optional.of(ROOM.id()));

        assertThat(called.status()).isEqualTo(QueueStatus.IN_PROGRESS);
        assertThat(called.room()).contains(ROOM);
        assertThat(called.calledAt()).contains(clock.instant());
        assertThat(called.startedAt()).contains(clock.instant());
        assertThat(called.queuedAt()).isEqualTo(NOW);
        assertThat(events)
                .<Record>map(Event::payload)
                .containsExactly(new QueueUpdated(called, Optional.of(QueueEntryFilterFields.of(waiting))));
        assertThat(queue.get(nurse, waiting.id())).isEqualTo(called);
        assertRejected(Rejection.CONFLICT, "not waiting any more", () -> call(waiting.id()));
    }

    @Test
    void ofManyWhoCallAtOnceOneSucceeds() {
        QueueEntrySnapshot waiting = walkIn(patient);
        events.clear();

        List<Boolean> succeeded = allAtOnce(6, () -> {
            try {
                call(waiting.id());
                return true;
            } catch (dev.carewire.command.RejectedException rejected) {
                assertThat(rejected.rejection()).isEqualTo(Rejection.CONFLICT);
                return false;
            }
        });

        assertThat(succeeded).containsOnlyOnce(true);
        assertThat(told()).containsExactly("queue.updated");
    }

    @Test
    void ticketsComeOutInTheOrderInWhichTheyWereDrawn() {
        List<Callable<QueueEntrySnapshot>> arrivals = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            PatientSnapshot arriving = patient("Visitor", "Number " + number);
            arrivals.add(() -> walkIn(arriving));
        }

        allAtOnce(arrivals);

        assertThat(events)
                .map(event -> ((QueueUpdated) event.payload()).entry().number())
                .containsExactly("W001", "W002", "W003", "W004", "W005", "W006", "W007", "W008");
    }

    @Test
    void eachStatusHasItsTimes() {
        String id = walkIn(patient).id();
        clock.advance(Duration.ofMinutes(1));
        QueueEntrySnapshot begun = queue.update(nurse, id, queueStatus(QueueStatus.IN_PROGRESS));
        assertThat(begun.calledAt()).contains(clock.instant());
        assertThat(begun.startedAt()).contains(clock.instant());

        QueueEntrySnapshot back = queue.update(nurse, id, queueStatus(QueueStatus.WAITING));
        assertThat(back.calledAt()).isEmpty();
        assertThat(back.startedAt()).isEmpty();

        clock.advance(Duration.ofMinutes(1));
        QueueEntrySnapshot done = queue.update(nurse, id, queueStatus(QueueStatus.COMPLETED));
        assertThat(done.completedAt()).contains(clock.instant());
        assertThat(queue.get(nurse, id)).isEqualTo(done);
    }

    @ParameterizedTest
    @EnumSource(
            value = QueueStatus.class,
            names = {"WAITING", "IN_PROGRESS"})
    void aNoShowCanBeUndoneInItsPlace(QueueStatus undone) {
        QueueEntrySnapshot entry = walkIn(patient);
        queue.update(nurse, entry.id(), queueStatus(QueueStatus.NO_SHOW));

        QueueEntrySnapshot after = queue.update(nurse, entry.id(), queueStatus(undone));

        assertThat(after.status()).isEqualTo(undone);
        assertThat(after.number()).isEqualTo(entry.number());
        assertThat(after.queuedAt()).isEqualTo(entry.queuedAt());
    }

    /** Both need the lock of the room and a ticket of today. */
    @Test
    void aReturnAndAnArrivalForOneRoomDoNotWaitForEachOther() {
        PatientSnapshot arriving = patient("Ana", "Sousa");
        QueueForm walkIn = new QueueFormBuilder()
                .patientId(arriving.id())
                .kind(QueueKind.WALK_IN)
                .roomId(ROOM.id())
                .build();
        QueueForm back = new QueueFormBuilder()
                .status(QueueStatus.WAITING)
                .roomId(ROOM.id())
                .build();

        for (int day = 0; day < 100; day++) {
            QueueEntrySnapshot missed = missedYesterday();

            List<QueueEntrySnapshot> both =
                    allAtOnce(List.of(() -> queue.update(nurse, missed.id(), back), () -> queue.create(nurse, walkIn)));

            assertThat(both).extracting(QueueEntrySnapshot::number).containsExactlyInAnyOrder("W001", "W002");
            both.forEach(this::complete);
        }
    }

    @Test
    void aReturnNeverKeepsATicketThatAnArrivalDrawsAtTheSameMoment() {
        PatientSnapshot arriving = patient("Ana", "Sousa");

        for (int day = 0; day < 100; day++) {
            QueueEntrySnapshot missed = missedYesterday();

            List<QueueEntrySnapshot> both = allAtOnce(List.of(
                    () -> queue.update(nurse, missed.id(), queueStatus(QueueStatus.IN_PROGRESS)),
                    () -> walkIn(arriving)));

            assertThat(both).extracting(QueueEntrySnapshot::number).containsExactlyInAnyOrder("W001", "W002");
            both.forEach(this::complete);
        }
    }

    /** A no-show of the day before, with its first ticket. */
    private QueueEntrySnapshot missedYesterday() {
        QueueEntrySnapshot entry = walkIn(patient);
        assertThat(entry.number()).isEqualTo("W001");
        QueueEntrySnapshot missed = queue.update(nurse, entry.id(), queueStatus(QueueStatus.NO_SHOW));
        clock.advance(Duration.ofDays(1));
        return missed;
    }

    /** The patient leaves; tickets restart on the next day. */
    private void complete(QueueEntrySnapshot entry) {
        queue.update(nurse, entry.id(), queueStatus(QueueStatus.COMPLETED));
        clock.advance(Duration.ofDays(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = QueueStatus.class,
            names = {"COMPLETED", "CANCELLED"})
    void aNoShowDoesNotEndInAnotherWay(QueueStatus other) {
        String id = walkIn(patient).id();
        queue.update(nurse, id, queueStatus(QueueStatus.NO_SHOW));

        assertRejected(
                Rejection.CONFLICT,
                "its patient can only wait again or be called",
                () -> queue.update(nurse, id, queueStatus(other)));
    }

    @ParameterizedTest
    @EnumSource(
            value = QueueStatus.class,
            names = {"COMPLETED", "CANCELLED"})
    void isOverForGood(QueueStatus last) {
        String id = walkIn(patient).id();
        queue.update(nurse, id, queueStatus(last));
        events.clear();

        assertRejected(
                Rejection.CONFLICT,
                "queue entry is over",
                () -> queue.update(nurse, id, queueStatus(QueueStatus.WAITING)));
        assertRejected(Rejection.CONFLICT, "not waiting any more", () -> call(id));
        assertThat(events).isEmpty();
        assertThat(queue.get(nurse, id).status()).isEqualTo(last);
    }

    @Test
    void refusesWhatTheTenantDoesNotHave() {
        PatientSnapshot foreign = patients.create(stranger, patientForm("Ana", "Sousa"));
        AppointmentSnapshot foreignAppointment = appointments.create(stranger, appointmentForm(foreign.id()));
        String id = walkIn(patient).id();
        events.clear();

        for (String unknown : List.of("nobody", foreign.id(), foreignAppointment.id(), "nul\0")) {
            assertRejected(
                    Rejection.INVALID,
                    "patientId",
                    () -> queue.create(
                            nurse, new QueueFormBuilder().patientId(unknown).build()));
            assertRejected(
                    Rejection.INVALID,
                    "appointmentId",
                    () -> queue.create(
                            nurse,
                            new QueueFormBuilder()
                                    .patientId(patient.id())
                                    .appointmentId(unknown)
                                    .build()));
            assertRejected(Rejection.INVALID, "roomId", () -> queue.call(nurse, id, Optional.of(unknown)));
            assertRejected(
                    Rejection.INVALID,
                    "doctorId",
                    () -> queue.update(
                            nurse, id, new QueueFormBuilder().doctorId(unknown).build()));
            assertRejected(
                    Rejection.INVALID,
                    "roomId",
                    () -> queue.update(
                            nurse, id, new QueueFormBuilder().roomId(unknown).build()));
        }
        assertRejected(
                Rejection.INVALID, "patientId is required", () -> queue.create(nurse, new QueueFormBuilder().build()));
        assertThat(events).isEmpty();
    }

    @Test
    void refusesAnotherPatientsAppointment() {
        AppointmentSnapshot appointment = appointment(patient("Ana", "Sousa"));

        assertRejected(
                Rejection.INVALID,
                "appointmentId is another patient's",
                () -> queue.create(
                        nurse,
                        new QueueFormBuilder()
                                .patientId(patient.id())
                                .appointmentId(appointment.id())
                                .build()));
    }

    @Test
    void keepsPatientAppointmentAndKind() {
        String id = walkIn(patient).id();
        AppointmentSnapshot appointment = appointment(patient);

        assertRejected(
                Rejection.INVALID,
                "kind cannot be changed",
                () -> queue.update(nurse, id, queueKind(patient.id(), QueueKind.FOLLOW_UP)));
        assertRejected(
                Rejection.INVALID,
                "patientId cannot be changed",
                () -> queue.update(
                        nurse, id, new QueueFormBuilder().patientId("other").build()));
        assertRejected(
                Rejection.INVALID,
                "appointmentId cannot be changed",
                () -> queue.update(
                        nurse,
                        id,
                        new QueueFormBuilder().appointmentId(appointment.id()).build()));
    }

    @Test
    void takesDoctorAndRoomAwayWhenGivenBlank() {
        String id = walkIn(patient).id();
        queue.update(
                nurse,
                id,
                new QueueFormBuilder().doctorId(CHEN.id()).roomId(ROOM.id()).build());

        QueueEntrySnapshot after = queue.update(
                nurse, id, new QueueFormBuilder().doctorId("").roomId(" ").build());

        assertThat(after.doctor()).isEmpty();
        assertThat(after.room()).isEmpty();
        assertThat(queue.get(nurse, id)).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void boundsThePriority(int priority) {
        String id = walkIn(patient).id();

        assertRejected(Rejection.INVALID, "priority", () -> queue.update(nurse, id, priority(priority)));
    }

    @Test
    void cannotBeginAnywhereButAtTheBeginning() {
        assertRejected(Rejection.INVALID, "status", () -> queue.create(nurse, queueStatus(QueueStatus.IN_PROGRESS)));
    }

    @Test
    void removalShowsItCancelled() {
        QueueEntrySnapshot entry = walkIn(patient);
        events.clear();

        queue.delete(nurse, entry.id());

        assertThat(told()).containsExactly("queue.updated");
        QueueEntrySnapshot last = ((QueueUpdated) events.get(0).payload()).entry();
        assertThat(last.id()).isEqualTo(entry.id());
        assertThat(last.status()).isEqualTo(QueueStatus.CANCELLED);
        assertRejected(Rejection.NOT_FOUND, "queue entry not found", () -> queue.get(nurse, entry.id()));
    }

    @Test
    void screensAreToldOfTicketsAndOfNobody() {
        QueueEntrySnapshot first = walkIn(patient);
        clock.advance(Duration.ofMinutes(1));
        QueueEntrySnapshot second = walkIn(patient);
        queue.update(nurse, second.id(), priority(5));
        queue.call(nurse, second.id(), Optional.of(ROOM.id()));
        queue.delete(nurse, first.id());

        assertThat(tickets)
                .containsExactly(
                        waiting("W001", 1),
                        waiting("W002", 2),
                        waiting("W002", 1),
                        new TicketChanged("W002", QueueStatus.IN_PROGRESS, Optional.of(ROOM), Optional.empty()),
                        new TicketChanged("W001", QueueStatus.CANCELLED, Optional.empty(), Optional.empty()));
    }

    @Test
    void answersForAnotherTenantsEntryAsForNone() {
        QueueEntrySnapshot entry = walkIn(patient);
        events.clear();
        QueueForm form = queueStatus(QueueStatus.COMPLETED);

        for (String id : List.of(entry.id(), "no-such-id", "nul\0")) {
            String text = "queue entry not found";
            assertRejected(Rejection.NOT_FOUND, text, () -> queue.get(stranger, id));
            assertRejected(Rejection.NOT_FOUND, text, () -> queue.update(stranger, id, form));
            assertRejected(Rejection.NOT_FOUND, text, () -> queue.call(stranger, id, Optional.empty()));
            assertRejected(Rejection.NOT_FOUND, text, () -> queue.delete(stranger, id));
        }
        assertThat(queue.list(stranger, RecordQuery.all(10), Optional.empty()).items())
                .isEmpty();
        assertThat(queue.get(nurse, entry.id())).isEqualTo(entry);
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY"})
    void isClosedToPatientsAndDisplays(Role role) {
        String id = walkIn(patient).id();
        Caller outsider = caller(tenant, role);

        assertRejected(Rejection.FORBIDDEN, "role", () -> queue.get(outsider, id));
        assertRejected(
                Rejection.FORBIDDEN,
                "role",
                () -> queue.list(outsider, RecordQuery.all(10), Optional.empty())
                        .items());
        assertRejected(
                Rejection.FORBIDDEN,
                "role",
                () -> queue.create(
                        outsider, new QueueFormBuilder().patientId(patient.id()).build()));
        assertRejected(
                Rejection.FORBIDDEN, "role", () -> queue.update(outsider, id, queueStatus(QueueStatus.COMPLETED)));
        assertRejected(Rejection.FORBIDDEN, "role", () -> queue.call(outsider, id, Optional.empty()));
        assertRejected(Rejection.FORBIDDEN, "role", () -> queue.delete(outsider, id));
    }

    private QueueEntrySnapshot walkIn(PatientSnapshot arriving) {
        return queue.create(nurse, queueKind(arriving.id(), QueueKind.WALK_IN));
    }

    private List<QueueEntrySnapshot> list(Set<QueueStatus> statuses, Optional<String> roomId, int limit) {
        return queue.list(
                        nurse,
                        RecordQuery.<QueueStatus>all(limit)
                                .with(Reference.ROOM, roomId)
                                .in(statuses),
                        Optional.empty())
                .items();
    }

    private static QueueForm priority(int priority) {
        return new QueueFormBuilder().priority(priority).build();
    }

    private static TicketChanged waiting(String ticket, int position) {
        return new TicketChanged(ticket, QueueStatus.WAITING, Optional.empty(), Optional.of(position));
    }
}
