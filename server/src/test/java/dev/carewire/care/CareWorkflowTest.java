package dev.carewire.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.appointment.CheckInForm;
import dev.carewire.clinic.Overlap;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.AppointmentEvents.AppointmentUpdated;
import dev.carewire.event.AppointmentEvents.PatientCheckedIn;
import dev.carewire.event.AppointmentFilterFields;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.Event;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntryFilterFields;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueEvents.QueueUpdated;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.VisitEvents.VisitUpdated;
import dev.carewire.event.VisitFilterFields;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.fixture.AppointmentFormBuilder;
import dev.carewire.fixture.QueueFormBuilder;
import dev.carewire.fixture.VisitFormBuilder;
import dev.carewire.queue.QueueForm;
import dev.carewire.record.RecordQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Appointments, queue and visits update each other, in one transaction and without cycles. */
class CareWorkflowTest extends ClinicTest {

    private PatientSnapshot patient;
    private AppointmentSnapshot appointment;

    CareWorkflowTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void makeAnAppointment() {
        patient = patient("Tove", "Lindqvist");
        appointment = appointment(patient);
    }

    @Test
    void checkInPutsThePatientIntoTheQueue() {
        clock.advance(Duration.ofMinutes(50));

        AppointmentSnapshot checkedIn =
                appointments.checkIn(nurse, appointment.id(), new CheckInForm(Optional.of("desk"), Overlap.REFUSE));

        QueueEntrySnapshot entry = entry();
        assertThat(checkedIn.status()).isEqualTo(AppointmentStatus.CHECKED_IN);
        assertThat(checkedIn.queueNumber()).contains("A001");
        assertThat(entry.number()).isEqualTo("A001");
        assertThat(entry.kind()).isEqualTo(QueueKind.APPOINTMENT);
        assertThat(entry.status()).isEqualTo(QueueStatus.WAITING);
        assertThat(entry.doctor()).contains(CHEN);
        assertThat(entry.checkedIn()).isTrue();
        assertThat(entry.checkedInAt()).contains(clock.instant());
        assertThat(entry.checkInMethod()).contains("desk");
        assertThat(payloads())
                .containsExactly(
                        new QueueUpdated(entry, Optional.of(QueueEntryFilterFields.of(entry))),
                        new PatientCheckedIn(checkedIn),
                        new AppointmentUpdated(checkedIn, Optional.of(AppointmentFilterFields.of(appointment))));
    }

    @Test
    void checkInMovesTheEntryOfAPatientWhoWasExpected() {
        QueueEntrySnapshot expected = queue.create(nurse, expected(appointment));
        assertThat(appointments.get(nurse, appointment.id()).status()).isEqualTo(AppointmentStatus.SCHEDULED);
        events.clear();
        clock.advance(Duration.ofMinutes(50));

        AppointmentSnapshot checkedIn =
                appointments.checkIn(nurse, appointment.id(), new CheckInForm(Optional.of("kiosk"), Overlap.REFUSE));

        QueueEntrySnapshot entry = entry();
        assertThat(entry.id()).isEqualTo(expected.id());
        assertThat(entry.checkedIn()).isTrue();
        assertThat(entry.checkedInAt()).contains(clock.instant());
        assertThat(entry.queuedAt()).isEqualTo(NOW);
        assertThat(checkedIn.queueNumber()).contains(expected.number());
        assertThat(told()).containsExactly("queue.updated", "patient.checked-in", "appointment.updated");
    }

    @Test
    void checkingInTwiceChangesNothingMore() {
        AppointmentSnapshot first =
                appointments.checkIn(nurse, appointment.id(), new CheckInForm(Optional.of("desk"), Overlap.REFUSE));
        events.clear();
        clock.advance(Duration.ofMinutes(1));

        AppointmentSnapshot second =
                appointments.checkIn(nurse, appointment.id(), new CheckInForm(Optional.of("kiosk"), Overlap.REFUSE));

        assertThat(second).isEqualTo(first);
        assertThat(events).isEmpty();
    }

    @Test
    void manyCheckInsAtOnceMakeOneQueueEntry() {
        List<AppointmentSnapshot> checkedIn = allAtOnce(6, () -> checkIn(appointment.id()));

        assertThat(checkedIn).extracting(AppointmentSnapshot::queueNumber).containsOnly(Optional.of("A001"));
        assertThat(everybody()).hasSize(1);
        assertThat(told()).containsExactly("queue.updated", "patient.checked-in", "appointment.updated");
    }

    @Test
    void whoLeftTheQueueMayCheckInAgain() {
        checkIn(appointment.id());
        queue.update(nurse, entry().id(), queueStatus(QueueStatus.CANCELLED));
        events.clear();

        AppointmentSnapshot again = checkIn(appointment.id());

        assertThat(again.queueNumber()).contains("A002");
        assertThat(entry().number()).isEqualTo("A002");
        assertThat(told()).containsExactly("queue.updated", "patient.checked-in", "appointment.updated");
    }

    @Test
    void aWalkInAppointmentDrawsAWalkInTicket() {
        appointments.update(nurse, appointment.id(), walkIn());

        assertThat(appointments
                        .checkIn(nurse, appointment.id(), new CheckInForm(Optional.empty(), Overlap.REFUSE))
                        .queueNumber())
                .contains("W001");
    }

    @Test
    void anUpdateToCheckedInIsACheckIn() {
        AppointmentSnapshot checkedIn =
                appointments.update(nurse, appointment.id(), appointmentStatus(AppointmentStatus.CHECKED_IN));

        assertThat(checkedIn.queueNumber()).contains(entry().number());
        assertThat(appointments.get(nurse, appointment.id())).isEqualTo(checkedIn);
        assertThat(told()).containsExactly("queue.updated", "patient.checked-in", "appointment.updated");
    }

    @Test
    void joiningTheQueueForAnAppointmentIsACheckIn() {
        QueueEntrySnapshot entry = queue.create(
                nurse, new QueueFormBuilder().appointmentId(appointment.id()).build());

        assertThat(entry.patient()).isEqualTo(patient);
        assertThat(entry.doctor()).contains(CHEN);
        AppointmentSnapshot checkedIn = appointments.get(nurse, appointment.id());
        assertThat(checkedIn.status()).isEqualTo(AppointmentStatus.CHECKED_IN);
        assertThat(checkedIn.queueNumber()).contains(entry.number());
        assertThat(payloads())
                .containsExactly(
                        new QueueUpdated(entry, Optional.of(QueueEntryFilterFields.of(entry))),
                        new PatientCheckedIn(checkedIn),
                        new AppointmentUpdated(checkedIn, Optional.of(AppointmentFilterFields.of(appointment))));
    }

    @Test
    void oneAppointmentHasOneOpenPlaceInTheQueue() {
        checkIn(appointment.id());
        events.clear();

        assertRejected(
                Rejection.CONFLICT,
                "in the queue for this appointment already",
                () -> queue.create(
                        nurse,
                        new QueueFormBuilder().appointmentId(appointment.id()).build()));
        assertThat(events).isEmpty();
    }

    @Test
    void nobodyQueuesForAnAppointmentThatIsOver() {
        cancel(appointment.id());

        assertRejected(
                Rejection.CONFLICT,
                "appointment is over",
                () -> queue.create(
                        nurse,
                        new QueueFormBuilder().appointmentId(appointment.id()).build()));
    }

    @Test
    void callingBringsTheAppointmentToTheProvider() {
        checkIn(appointment.id());
        events.clear();
        clock.advance(Duration.ofMinutes(5));
        QueueEntrySnapshot waiting = entry();
        AppointmentSnapshot checkedIn = appointments.get(nurse, appointment.id());

        QueueEntrySnapshot called = queue.call(nurse, waiting.id(), Optional.of(ROOM.id()));

        AppointmentSnapshot begun = appointments.get(nurse, appointment.id());
        assertThat(begun.status()).isEqualTo(AppointmentStatus.WITH_PROVIDER);
        assertThat(begun.updatedAt()).isEqualTo(clock.instant());
        assertThat(payloads())
                .containsExactly(
                        new QueueUpdated(called, Optional.of(QueueEntryFilterFields.of(waiting))),
                        new AppointmentUpdated(begun, Optional.of(AppointmentFilterFields.of(checkedIn))));
    }

    @Test
    void sendingAPatientBackToWaitIsNoSecondArrival() {
        checkIn(appointment.id());
        call(entry().id());
        events.clear();

        queue.update(nurse, entry().id(), queueStatus(QueueStatus.WAITING));

        assertThat(appointments.get(nurse, appointment.id()).status()).isEqualTo(AppointmentStatus.CHECKED_IN);
        assertThat(told()).containsExactly("queue.updated", "appointment.updated");
    }

    @ParameterizedTest
    @CsvSource({"IN_ROOM, WAITING", "WITH_PROVIDER, IN_PROGRESS"})
    void theAppointmentOfAnExpectedPatientWhoseCareBeginsReceivesTheTicket(
            AppointmentStatus status, QueueStatus moved) {
        QueueEntrySnapshot expected = queue.create(nurse, expected(appointment));

        AppointmentSnapshot begun = appointments.update(nurse, appointment.id(), appointmentStatus(status));

        assertThat(entry().status()).isEqualTo(moved);
        assertThat(begun.queueNumber()).contains(expected.number());
        assertThat(appointments.get(nurse, appointment.id())).isEqualTo(begun);
    }

    @ParameterizedTest
    @CsvSource({
        "WITH_PROVIDER, IN_PROGRESS",
        "CHECKOUT, COMPLETED",
        "COMPLETED, COMPLETED",
        "CANCELLED, CANCELLED",
        "NO_SHOW, NO_SHOW"
    })
    void theAppointmentMovesItsQueueEntry(AppointmentStatus status, QueueStatus moved) {
        checkIn(appointment.id());
        QueueEntrySnapshot waiting = entry();
        events.clear();

        appointments.update(nurse, appointment.id(), appointmentStatus(status));

        QueueEntrySnapshot entry = queue.get(nurse, waiting.id());
        assertThat(entry.status()).isEqualTo(moved);
        assertThat(told())
                .containsExactly(
                        status == AppointmentStatus.CANCELLED ? "appointment.cancelled" : "appointment.updated",
                        "queue.updated");
        assertThat(payloads())
                .last()
                .isEqualTo(new QueueUpdated(entry, Optional.of(QueueEntryFilterFields.of(waiting))));
    }

    @Test
    void cancellingTheAppointmentEmptiesThePlaceInTheQueue() {
        checkIn(appointment.id());
        String id = entry().id();
        events.clear();

        appointments.cancel(nurse, appointment.id(), Optional.of("Called away"));

        assertThat(queue.get(nurse, id).status()).isEqualTo(QueueStatus.CANCELLED);
        assertThat(told()).containsExactly("appointment.cancelled", "queue.updated");
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED, COMPLETED", "NO_SHOW, NO_SHOW"})
    void theQueueEntryMovesItsAppointment(QueueStatus status, AppointmentStatus moved) {
        checkIn(appointment.id());
        events.clear();

        queue.update(nurse, entry().id(), queueStatus(status));

        assertThat(appointments.get(nurse, appointment.id()).status()).isEqualTo(moved);
        assertThat(told()).containsExactly("queue.updated", "appointment.updated");
    }

    @ParameterizedTest
    @EnumSource(
            value = QueueStatus.class,
            names = {"WAITING", "IN_PROGRESS"})
    void leavingTheQueueUndoesTheArrival(QueueStatus left) {
        checkIn(appointment.id());
        queue.update(nurse, entry().id(), queueStatus(left));
        events.clear();

        queue.update(nurse, entry().id(), queueStatus(QueueStatus.CANCELLED));

        assertThat(appointments.get(nurse, appointment.id()).status()).isEqualTo(AppointmentStatus.CONFIRMED);
        assertThat(told()).containsExactly("queue.updated", "appointment.updated");
    }

    @Test
    void deletingTheEntryOfAPatientInTheQueueUndoesTheArrival() {
        checkIn(appointment.id());
        events.clear();

        queue.delete(nurse, entry().id());

        assertThat(appointments.get(nurse, appointment.id()).status()).isEqualTo(AppointmentStatus.CONFIRMED);
        assertThat(told()).containsExactly("queue.updated", "appointment.updated");
    }

    @Test
    void deletingAnEntryThatIsOverChangesNothingElse() {
        checkIn(appointment.id());
        String earlier = entry().id();
        queue.update(nurse, earlier, queueStatus(QueueStatus.CANCELLED));
        AppointmentSnapshot again = checkIn(appointment.id());

        queue.delete(nurse, earlier);

        assertThat(appointments.get(nurse, appointment.id())).isEqualTo(again);
    }

    @Test
    void closingTheVisitCompletesQueueEntryAndAppointment() {
        checkIn(appointment.id());
        QueueEntrySnapshot called = call(entry().id());
        VisitSnapshot visit = visits.create(
                nurse, new VisitFormBuilder().queueEntryId(called.id()).build());
        AppointmentSnapshot begun = appointments.get(nurse, appointment.id());
        events.clear();

        VisitSnapshot closed = visits.update(nurse, visit.id(), visitStatus(VisitStatus.CLOSED));

        QueueEntrySnapshot entry = queue.get(nurse, called.id());
        AppointmentSnapshot completed = appointments.get(nurse, appointment.id());
        assertThat(entry.status()).isEqualTo(QueueStatus.COMPLETED);
        assertThat(completed.status()).isEqualTo(AppointmentStatus.COMPLETED);
        assertThat(payloads())
                .containsExactly(
                        new VisitUpdated(closed, Optional.of(VisitFilterFields.of(visit))),
                        new QueueUpdated(entry, Optional.of(QueueEntryFilterFields.of(called))),
                        new AppointmentUpdated(completed, Optional.of(AppointmentFilterFields.of(begun))));
    }

    @Test
    void closingAVisitThatNamesOnlyTheAppointmentCompletesBoth() {
        checkIn(appointment.id());
        String entryId = entry().id();
        VisitSnapshot visit = visits.create(
                nurse, new VisitFormBuilder().appointmentId(appointment.id()).build());
        events.clear();

        visits.update(nurse, visit.id(), visitStatus(VisitStatus.CLOSED));

        assertThat(queue.get(nurse, entryId).status()).isEqualTo(QueueStatus.COMPLETED);
        assertThat(appointments.get(nurse, appointment.id()).status()).isEqualTo(AppointmentStatus.COMPLETED);
        assertThat(told()).containsExactly("visit.updated", "queue.updated", "appointment.updated");
    }

    @Test
    void anAppointmentWithAnOpenVisitCannotBeCancelled() {
        VisitSnapshot visit = visits.create(
                nurse, new VisitFormBuilder().appointmentId(appointment.id()).build());
        events.clear();

        assertRejected(Rejection.CONFLICT, visit.id(), () -> cancel(appointment.id()));

        assertThat(appointments.get(nurse, appointment.id())).isEqualTo(appointment);
        assertThat(events).isEmpty();
        visits.update(nurse, visit.id(), visitStatus(VisitStatus.CANCELLED));
        cancel(appointment.id());
    }

    @ParameterizedTest
    @EnumSource(
            value = VisitStatus.class,
            names = {"DRAFT", "CANCELLED"})
    void onlyAClosedVisitCompletesAnything(VisitStatus status) {
        AppointmentSnapshot checkedIn = checkIn(appointment.id());
        VisitSnapshot visit = visits.create(
                nurse, new VisitFormBuilder().queueEntryId(entry().id()).build());
        events.clear();

        visits.update(nurse, visit.id(), visitStatus(status));

        assertThat(appointments.get(nurse, appointment.id())).isEqualTo(checkedIn);
        assertThat(told()).containsExactly("visit.updated");
    }

    @Test
    void aFailureAfterwardsUndoesAllOfIt() {
        checkIn(appointment.id());
        QueueEntrySnapshot before = entry();
        AppointmentSnapshot checkedIn = appointments.get(nurse, appointment.id());
        events.clear();

        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    call(before.id());
                    throw new IllegalStateException("power cut");
                }))
                .hasMessage("power cut");

        assertThat(queue.get(nurse, before.id())).isEqualTo(before);
        assertThat(appointments.get(nurse, appointment.id())).isEqualTo(checkedIn);
        assertThat(events).isEmpty();
    }

    /**
     * Commands that access the same rows from opposite ends lock them in the same order, so that there are no
     * deadlocks.
     */
    @Test
    void commandsFromBothEndsAtOnceEndInOneState() {
        for (int round = 0; round < 5; round++) {
            AppointmentSnapshot made = appointment(patient);
            checkIn(made.id());
            String entryId =
                    queueRepository.findOpen(tenant, made.id()).orElseThrow().id();
            VisitSnapshot visit = visits.create(
                    nurse, new VisitFormBuilder().queueEntryId(entryId).build());
            List<Callable<Object>> commands = new ArrayList<>();
            commands.add(() -> orRefused(() -> call(entryId)));
            commands.add(() -> orRefused(
                    () -> appointments.update(nurse, made.id(), appointmentStatus(AppointmentStatus.WITH_PROVIDER))));
            commands.add(() -> orRefused(() -> visits.update(nurse, visit.id(), visitStatus(VisitStatus.CLOSED))));
            commands.add(() -> orRefused(() -> queue.update(nurse, entryId, queueStatus(QueueStatus.COMPLETED))));

            allAtOnce(commands);

            assertThat(queue.get(nurse, entryId).status()).isEqualTo(QueueStatus.COMPLETED);
            assertThat(appointments.get(nurse, made.id()).status()).isEqualTo(AppointmentStatus.COMPLETED);
            assertThat(visits.get(nurse, visit.id()).status()).isEqualTo(VisitStatus.CLOSED);
        }
    }

    private static Object orRefused(Callable<?> command) throws Exception {
        try {
            return command.call();
        } catch (RejectedException rejected) {
            assertThat(rejected.rejection()).isEqualTo(Rejection.CONFLICT);
            return rejected;
        }
    }

    private QueueEntrySnapshot entry() {
        return queueRepository.findOpen(tenant, appointment.id()).orElseThrow();
    }

    private List<QueueEntrySnapshot> everybody() {
        return queue.list(nurse, RecordQuery.all(10), Optional.empty()).items();
    }

    private List<Record> payloads() {
        return events.stream().<Record>map(Event::payload).toList();
    }

    private static dev.carewire.appointment.AppointmentForm walkIn() {
        return new AppointmentFormBuilder().walkIn(true).build();
    }

    private static QueueForm expected(AppointmentSnapshot appointment) {
        return new QueueFormBuilder()
                .appointmentId(appointment.id())
                .checkedIn(false)
                .build();
    }
}
