package dev.carewire.care;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueEvents.QueueUpdated;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.fixture.AppointmentFormBuilder;
import dev.carewire.fixture.QueueFormBuilder;
import dev.carewire.fixture.VisitFormBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The queue entry of a visit that was closed, canceled or deleted does not stay in progress. */
class VisitEndTest extends ClinicTest {

    VisitEndTest(TestDatabases which) {
        super(which);
    }

    @Test
    void closingCompletesAWalkIn() {
        QueueEntrySnapshot called = call(walkIn().id());
        VisitSnapshot visit = visitOf(called);

        visits.update(nurse, visit.id(), visitStatus(VisitStatus.CLOSED));

        assertThat(queue.get(nurse, called.id()).status()).isEqualTo(QueueStatus.COMPLETED);
        assertThat(told()).containsExactly("visit.updated", "queue.updated");
    }

    @Test
    void cancellingReturnsThePatientToTheQueue() {
        QueueEntrySnapshot called = calledWithAppointment();
        VisitSnapshot visit = visitOf(called);
        clock.advance(Duration.ofMinutes(5));

        visits.update(nurse, visit.id(), visitStatus(VisitStatus.CANCELLED));

        QueueEntrySnapshot waiting = queue.get(nurse, called.id());
        assertThat(waiting.status()).isEqualTo(QueueStatus.WAITING);
        assertThat(waiting.number()).isEqualTo(called.number());
        assertThat(waiting.queuedAt()).isEqualTo(called.queuedAt());
        assertThat(waiting.calledAt()).isEmpty();
        assertThat(appointmentOf(called).status()).isEqualTo(AppointmentStatus.CHECKED_IN);
        assertThat(told()).containsExactly("visit.updated", "queue.updated", "appointment.updated");
    }

    @Test
    void deletingReturnsThePatientToTheQueueWithoutAVisit() {
        QueueEntrySnapshot called = calledWithAppointment();
        VisitSnapshot visit = visitOf(called);

        visits.delete(nurse, visit.id());

        QueueEntrySnapshot waiting = queue.get(nurse, called.id());
        assertThat(waiting.status()).isEqualTo(QueueStatus.WAITING);
        assertThat(waiting.visitId()).isEmpty();
        assertThat(appointmentOf(called).status()).isEqualTo(AppointmentStatus.CHECKED_IN);
        assertThat(told()).containsExactly("visit.updated", "queue.updated", "appointment.updated");
        assertThat(((QueueUpdated) events.get(1).payload()).entry()).isEqualTo(waiting);
    }

    @Test
    void aVisitThatNamesOnlyTheAppointmentReturnsThePatientToo() {
        QueueEntrySnapshot called = calledWithAppointment();
        VisitSnapshot visit = visits.create(
                nurse,
                new VisitFormBuilder()
                        .appointmentId(called.appointmentId().orElseThrow())
                        .build());

        visits.delete(nurse, visit.id());

        assertThat(queue.get(nurse, called.id()).status()).isEqualTo(QueueStatus.WAITING);
        assertThat(appointmentOf(called).status()).isEqualTo(AppointmentStatus.CHECKED_IN);
    }

    @Test
    void deletingTheVisitOfAWaitingPatientPublishesTheEntryOnce() {
        QueueEntrySnapshot waiting = walkIn();
        VisitSnapshot visit = visitOf(waiting);

        visits.delete(nurse, visit.id());

        assertThat(told()).containsExactly("visit.updated", "queue.updated");
        assertThat(queue.get(nurse, waiting.id()).status()).isEqualTo(QueueStatus.WAITING);
    }

    @ParameterizedTest
    @EnumSource(
            value = VisitStatus.class,
            names = {"CLOSED", "CANCELLED"})
    void deletingAVisitThatIsOverChangesNoStatus(VisitStatus last) {
        QueueEntrySnapshot called = calledWithAppointment();
        VisitSnapshot visit = visitOf(called);
        visits.update(nurse, visit.id(), visitStatus(last));
        if (last == VisitStatus.CANCELLED) {
            call(called.id());
        }
        QueueStatus before = queue.get(nurse, called.id()).status();
        AppointmentSnapshot appointment = appointmentOf(called);
        events.clear();

        visits.delete(nurse, visit.id());

        assertThat(queue.get(nurse, called.id()).status()).isEqualTo(before);
        assertThat(queue.get(nurse, called.id()).visitId()).isEmpty();
        assertThat(appointmentOf(called)).isEqualTo(appointment);
        assertThat(told()).containsExactly("visit.updated", "queue.updated");
    }

    /** A visit ends while its patient is called, missed or sent home: whichever command is first, the records agree. */
    @Test
    void theRecordsAgreeThoughAVisitEndsWhileItsEntryChanges() {
        List<QueueStatus> changes =
                List.of(QueueStatus.WAITING, QueueStatus.COMPLETED, QueueStatus.CANCELLED, QueueStatus.NO_SHOW);
        for (int round = 0; round < 80; round++) {
            QueueEntrySnapshot called = calledWithAppointment();
            VisitSnapshot visit = visitOf(called);
            VisitStatus last = round % 2 == 0 ? VisitStatus.CLOSED : VisitStatus.CANCELLED;
            QueueStatus change = changes.get(round / 2 % changes.size());

            allAtOnce(List.<Callable<Object>>of(
                    () -> orRejected(() -> visits.update(nurse, visit.id(), visitStatus(last))),
                    () -> orRejected(() -> queue.update(nurse, called.id(), queueStatus(change)))));

            EntryState entry = EntryState.of(queue.get(nurse, called.id()));
            AppointmentStatus appointment = appointmentOf(called).status();
            VisitStatus ended = visits.get(nurse, visit.id()).status();
            assertThat(CareTable.agree(ended, entry)
                            && CareTable.agree(ended, appointment)
                            && CareTable.agree(appointment, entry))
                    .as("%s and %s: visit %s, entry %s, appointment %s", last, change, ended, entry, appointment)
                    .isTrue();
            assertThat(entry).isNotEqualTo(EntryState.IN_PROGRESS);
        }
    }

    private static Object orRejected(Callable<?> command) throws Exception {
        try {
            return command.call();
        } catch (RejectedException rejected) {
            assertThat(rejected.rejection()).isEqualTo(Rejection.CONFLICT);
            return rejected;
        }
    }

    private QueueEntrySnapshot walkIn() {
        PatientSnapshot patient = patient("Tove", "Lindqvist");
        return queue.create(
                nurse,
                new QueueFormBuilder()
                        .patientId(patient.id())
                        .kind(QueueKind.WALK_IN)
                        .build());
    }

    /** A patient whose appointment has begun, an hour after the last one. */
    private QueueEntrySnapshot calledWithAppointment() {
        clock.advance(Duration.ofHours(1));
        AppointmentSnapshot appointment = appointments.create(
                nurse,
                new AppointmentFormBuilder()
                        .patientId(patient("Tove", "Lindqvist").id())
                        .doctorId(CHEN.id())
                        .start(clock.instant())
                        .end(clock.instant().plus(Duration.ofMinutes(30)))
                        .build());
        QueueEntrySnapshot waiting = queue.create(
                nurse, new QueueFormBuilder().appointmentId(appointment.id()).build());
        return call(waiting.id());
    }

    /** An open visit; what was published before is forgotten. */
    private VisitSnapshot visitOf(QueueEntrySnapshot entry) {
        VisitSnapshot visit = visits.create(
                nurse,
                new VisitFormBuilder()
                        .queueEntryId(entry.id())
                        .doctorId(CHEN.id())
                        .build());
        events.clear();
        return visit;
    }

    private AppointmentSnapshot appointmentOf(QueueEntrySnapshot entry) {
        return appointments.get(nurse, entry.appointmentId().orElseThrow());
    }
}
