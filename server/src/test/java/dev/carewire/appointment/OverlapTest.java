package dev.carewire.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.clinic.ClinicForm;
import dev.carewire.clinic.Overlap;
import dev.carewire.command.Caller;
import dev.carewire.command.RecordConflict;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.AppointmentEvents.AppointmentUpdated;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.fixture.AppointmentFormBuilder;
import dev.carewire.fixture.QueueEntrySnapshotBuilder;
import dev.carewire.fixture.QueueFormBuilder;
import dev.carewire.identity.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two bookings of one doctor or room at one time, and two places of one patient in the queue. */
class OverlapTest extends ClinicTest {

    private static final Instant TEN = Instant.parse("2026-12-01T09:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(30);
    private static final RoomSnapshot OTHER_ROOM = new RoomSnapshot("room-2", "Consulting room 2", "102");

    private PatientSnapshot tove;
    private PatientSnapshot ada;

    OverlapTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void registerTwoPatients() {
        tove = patient("Tove", "Lindqvist");
        ada = patient("Ada", "Poe");
        roomRepository.put(tenant, OTHER_ROOM);
    }

    @Test
    void refusesASecondBookingOfTheDoctorAndNamesTheFirst() {
        AppointmentSnapshot first = book(tove, TEN);

        assertConflict("doctorId", first.id(), () -> book(ada, TEN));

        assertThat(appointments.get(nurse, first.id())).isEqualTo(first);
        assertThat(appointmentRepository.nextCode(tenant)).isEqualTo("APT-0002");
    }

    @Test
    void refusesASecondBookingOfTheRoomByAnotherDoctor() {
        AppointmentSnapshot first =
                appointments.create(nurse, at(tove, TEN).roomId(ROOM.id()).build());

        assertConflict(
                "roomId",
                first.id(),
                () -> appointments.create(
                        nurse,
                        at(ada, TEN).doctorId(OKORO.id()).roomId(ROOM.id()).build()));

        assertThat(appointments
                        .create(
                                nurse,
                                at(ada, TEN)
                                        .doctorId(OKORO.id())
                                        .roomId(OTHER_ROOM.id())
                                        .build())
                        .room())
                .contains(OTHER_ROOM);
    }

    @ParameterizedTest
    @CsvSource({
        // the other appointment is 10:00 to 10:30
        "-30, 30, false",
        "30, 30, false",
        "-30, 31, true",
        "29, 1, true",
        "10, 10, true",
        "-60, 1440, true",
        "-1410, 1440, true",
        "-1440, 1440, false"
    })
    void appointmentsOverlapIfEachBeginsBeforeTheOtherEnds(int minutesAfter, int duration, boolean overlaps) {
        AppointmentSnapshot first = book(tove, TEN);
        Instant start = TEN.plus(Duration.ofMinutes(minutesAfter));
        AppointmentForm form =
                at(ada, start).end(start.plus(Duration.ofMinutes(duration))).build();

        if (overlaps) {
            assertConflict("doctorId", first.id(), () -> appointments.create(nurse, form));
        } else {
            assertThat(appointments.create(nurse, form).start()).isEqualTo(start);
        }
    }

    @Test
    void aDayLongAppointmentOccupiesItsLastMinute() {
        AppointmentSnapshot surgery = appointments.create(
                nurse, at(tove, TEN).end(TEN.plus(AppointmentForm.MAX_DURATION)).build());

        assertConflict(
                "doctorId",
                surgery.id(),
                () -> book(ada, TEN.plus(AppointmentForm.MAX_DURATION).minusSeconds(60)));
        assertThat(book(ada, TEN.plus(AppointmentForm.MAX_DURATION)).status()).isEqualTo(AppointmentStatus.SCHEDULED);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2027-03-28T01:45, 2027-03-28T03:00",
        "Europe/Berlin, 2027-10-31T02:45, 2027-10-31T03:00",
        "Australia/Lord_Howe, 2027-04-04T01:15, 2027-04-04T02:15",
        "Asia/Kathmandu, 2028-02-29T23:45, 2028-03-01T00:00",
        "America/Sao_Paulo, 2026-12-31T23:45, 2027-01-01T00:00"
    })
    void countsInstantsAcrossMidnightAndChangesOfTheClocks(ZoneId zone, LocalDateTime first, LocalDateTime second) {
        Instant start = first.atZone(zone).toInstant();
        Instant other = second.atZone(zone).toInstant();
        AppointmentSnapshot night = appointments.create(
                nurse, at(tove, start).end(other.plusSeconds(60)).build());

        assertConflict("doctorId", night.id(), () -> book(ada, other));
        assertThat(book(ada, other.plusSeconds(60)).doctor()).isEqualTo(CHEN);
    }

    @Test
    void refusesAMoveIntoAnotherAppointment() {
        AppointmentSnapshot first = book(tove, TEN);
        AppointmentSnapshot second = book(ada, TEN.plus(SLOT));
        Instant into = TEN.plusSeconds(60);

        assertConflict(
                "doctorId",
                first.id(),
                () -> appointments.update(
                        nurse,
                        second.id(),
                        new AppointmentFormBuilder().start(into).build()));
        assertConflict(
                "doctorId",
                second.id(),
                () -> appointments.update(
                        nurse,
                        first.id(),
                        new AppointmentFormBuilder()
                                .end(first.end().plusSeconds(60))
                                .build()));

        assertThat(appointments.get(nurse, second.id())).isEqualTo(second);
        assertThat(appointments.get(nurse, first.id())).isEqualTo(first);
    }

    @Test
    void refusesAnotherDoctorOrRoomThatIsOccupied() {
        AppointmentSnapshot first =
                appointments.create(nurse, at(tove, TEN).roomId(ROOM.id()).build());
        AppointmentSnapshot second =
                appointments.create(nurse, at(ada, TEN).doctorId(OKORO.id()).build());

        assertConflict(
                "doctorId",
                first.id(),
                () -> appointments.update(
                        nurse,
                        second.id(),
                        new AppointmentFormBuilder().doctorId(CHEN.id()).build()));
        assertConflict(
                "roomId",
                first.id(),
                () -> appointments.update(
                        nurse,
                        second.id(),
                        new AppointmentFormBuilder().roomId(ROOM.id()).build()));
    }

    @Test
    void neverRefusesAChangeThatTakesNoTime() {
        AppointmentSnapshot first = book(tove, TEN);
        AppointmentSnapshot second =
                appointments.create(nurse, at(ada, TEN).overlap(Overlap.ALLOW).build());

        AppointmentForm wholeDocument = new AppointmentFormBuilder()
                .doctorId(second.doctor().id())
                .start(second.start())
                .end(second.end())
                .status(second.status())
                .notes("Bring photos")
                .build();

        assertThat(appointments.update(nurse, second.id(), wholeDocument).notes())
                .contains("Bring photos");
        assertThat(appointments
                        .update(nurse, second.id(), appointmentStatus(AppointmentStatus.CONFIRMED))
                        .status())
                .isEqualTo(AppointmentStatus.CONFIRMED);
        assertThat(appointments
                        .update(
                                nurse,
                                second.id(),
                                new AppointmentFormBuilder().roomId(ROOM.id()).build())
                        .room())
                .contains(ROOM);
        assertThat(cancel(first.id()).status()).isEqualTo(AppointmentStatus.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(AppointmentStatus.class)
    void onlyAnAppointmentThatTheDoctorStillHasToSeeOccupiesTime(AppointmentStatus status) {
        AppointmentSnapshot first = book(tove, TEN);
        if (status != first.status()) {
            appointments.update(nurse, first.id(), appointmentStatus(status));
        }

        if (status.occupiesTime()) {
            assertConflict("doctorId", first.id(), () -> book(ada, TEN));
        } else {
            assertThat(book(ada, TEN).doctor()).isEqualTo(CHEN);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = AppointmentStatus.class,
            names = {"SCHEDULED", "CHECKED_IN", "WITH_PROVIDER"})
    void refusesToUndoANoShowWhoseTimeIsTaken(AppointmentStatus again) {
        AppointmentSnapshot missed = book(tove, TEN);
        appointments.update(nurse, missed.id(), appointmentStatus(AppointmentStatus.NO_SHOW));
        AppointmentSnapshot instead = book(ada, TEN);

        assertConflict(
                "doctorId", instead.id(), () -> appointments.update(nurse, missed.id(), appointmentStatus(again)));
        assertThat(queueRepository.findOpenOfPatient(tenant, tove.id())).isEmpty();
        assertThat(appointments
                        .update(
                                nurse,
                                missed.id(),
                                new AppointmentFormBuilder()
                                        .status(again)
                                        .overlap(Overlap.ALLOW)
                                        .build())
                        .status())
                .isEqualTo(again);
    }

    @Test
    void refusesALatePatientsCheckInWhoseTimeIsTaken() {
        AppointmentSnapshot missed = book(tove, TEN);
        appointments.update(nurse, missed.id(), appointmentStatus(AppointmentStatus.NO_SHOW));
        AppointmentSnapshot instead = book(ada, TEN);

        assertConflict("doctorId", instead.id(), () -> checkIn(missed.id()));
        assertConflict(
                "doctorId",
                instead.id(),
                () -> queue.create(
                        nurse, new QueueFormBuilder().appointmentId(missed.id()).build()));
        assertThat(appointments
                        .checkIn(nurse, missed.id(), new CheckInForm(Optional.empty(), Overlap.ALLOW))
                        .status())
                .isEqualTo(AppointmentStatus.CHECKED_IN);
    }

    @Test
    void refusesToReturnANoShowToTheQueueWhoseTimeIsTaken() {
        AppointmentSnapshot missed = book(tove, TEN);
        checkIn(missed.id());
        QueueEntrySnapshot entry = queueRepository.findOpen(tenant, missed.id()).orElseThrow();
        queue.update(nurse, entry.id(), queueStatus(QueueStatus.NO_SHOW));
        AppointmentSnapshot instead = book(ada, TEN);

        assertConflict(
                "doctorId", instead.id(), () -> queue.update(nurse, entry.id(), queueStatus(QueueStatus.WAITING)));
        assertThat(queue.update(
                                nurse,
                                entry.id(),
                                new QueueFormBuilder()
                                        .status(QueueStatus.WAITING)
                                        .overlap(Overlap.ALLOW)
                                        .build())
                        .status())
                .isEqualTo(QueueStatus.WAITING);
    }

    @Test
    void bookingsThatAllowAnOverlapAndClinicsThatDoAreNotRefused() {
        book(tove, TEN);
        assertThat(appointments
                        .create(nurse, at(ada, TEN).overlap(Overlap.ALLOW).build())
                        .start())
                .isEqualTo(TEN);

        setOverlap(Overlap.ALLOW);
        AppointmentSnapshot third = book(ada, TEN);
        setOverlap(Overlap.REFUSE);

        assertThat(third.start()).isEqualTo(TEN);
        assertThat(catchThrowableOfType(RejectedException.class, () -> book(ada, TEN))
                        .rejection())
                .isEqualTo(Rejection.CONFLICT);
    }

    @Test
    void anotherClinicHasItsOwnCalendars() {
        book(tove, TEN);
        PatientSnapshot elsewhere = patients.create(stranger, patientForm("Sam", "Stranger"));

        assertThat(appointments.create(stranger, at(elsewhere, TEN).build()).doctor())
                .isEqualTo(CHEN);
    }

    @Test
    void onePatientMayHaveTwoAppointmentsAtOneTime() {
        book(tove, TEN);

        assertThat(appointments
                        .create(nurse, at(tove, TEN).doctorId(OKORO.id()).build())
                        .doctor())
                .isEqualTo(OKORO);
    }

    @Test
    void refusesASecondPlaceInTheQueueAndNamesTheFirst() {
        QueueEntrySnapshot first = walkIn(tove);

        assertConflict("patientId", first.id(), () -> walkIn(tove));
        call(first.id());
        assertConflict("patientId", first.id(), () -> walkIn(tove));
        assertThat(walkIn(ada).patient().id()).isEqualTo(ada.id());

        queue.update(nurse, first.id(), queueStatus(QueueStatus.COMPLETED));
        assertThat(walkIn(tove).number()).isEqualTo("W003");
    }

    @Test
    void refusesTheCheckInOfASecondAppointmentWhileThePatientWaitsForTheFirst() {
        AppointmentSnapshot morning = book(tove, TEN);
        AppointmentSnapshot noon = book(tove, TEN.plus(Duration.ofHours(2)));
        checkIn(morning.id());
        QueueEntrySnapshot waiting =
                queueRepository.findOpen(tenant, morning.id()).orElseThrow();

        assertConflict("patientId", waiting.id(), () -> checkIn(noon.id()));
        assertConflict(
                "patientId",
                waiting.id(),
                () -> appointments.update(nurse, noon.id(), appointmentStatus(AppointmentStatus.CHECKED_IN)));
        assertConflict(
                "appointmentId",
                waiting.id(),
                () -> queue.create(
                        nurse,
                        new QueueFormBuilder()
                                .appointmentId(morning.id())
                                .overlap(Overlap.ALLOW)
                                .build()));
        assertThat(appointments.get(nurse, noon.id())).isEqualTo(noon);

        assertThat(appointments
                        .checkIn(nurse, noon.id(), new CheckInForm(Optional.empty(), Overlap.ALLOW))
                        .queueNumber())
                .contains("A002");
    }

    @Test
    void refusesToUndoANoShowOfAPatientWhoHasAnotherPlace() {
        QueueEntrySnapshot missed = walkIn(tove);
        queue.update(nurse, missed.id(), queueStatus(QueueStatus.NO_SHOW));
        QueueEntrySnapshot second = walkIn(tove);

        assertConflict(
                "patientId", second.id(), () -> queue.update(nurse, missed.id(), queueStatus(QueueStatus.WAITING)));
    }

    @ParameterizedTest
    @EnumSource(
            value = AppointmentStatus.class,
            names = {"IN_ROOM", "WITH_PROVIDER"})
    void refusesTheReturnFromCheckoutOfAPatientWhoHasAnotherPlace(AppointmentStatus again) {
        AppointmentSnapshot seen = book(tove, TEN);
        checkIn(seen.id());
        AppointmentSnapshot leaving =
                appointments.update(nurse, seen.id(), appointmentStatus(AppointmentStatus.CHECKOUT));
        QueueEntrySnapshot second = walkIn(tove);
        events.clear();

        assertConflict("patientId", second.id(), () -> appointments.update(nurse, seen.id(), appointmentStatus(again)));

        assertThat(appointments.get(nurse, seen.id())).isEqualTo(leaving);
        assertThat(queueRepository.findOpen(tenant, seen.id())).isEmpty();
        assertThat(events).isEmpty();
        AppointmentForm allowed = new AppointmentFormBuilder()
                .status(again)
                .overlap(Overlap.ALLOW)
                .build();
        assertThat(appointments.update(nurse, seen.id(), allowed).status()).isEqualTo(again);
        assertThat(queueRepository.findOpen(tenant, seen.id())).isPresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = AppointmentStatus.class,
            names = {"IN_ROOM", "WITH_PROVIDER"})
    void theReturnFromCheckoutGivesTheAppointmentTheNewTicketIfAnotherPatientHasTheOldOne(AppointmentStatus again) {
        AppointmentSnapshot seen = book(tove, TEN);
        String old = checkIn(seen.id()).queueNumber().orElseThrow();
        appointments.update(nurse, seen.id(), appointmentStatus(AppointmentStatus.CHECKOUT));
        holdTicket(old, 0);
        events.clear();

        AppointmentSnapshot returned = appointments.update(nurse, seen.id(), appointmentStatus(again));

        QueueEntrySnapshot entry = queueRepository.findOpen(tenant, seen.id()).orElseThrow();
        assertThat(entry.number()).isNotEqualTo(old);
        assertThat(returned.queueNumber()).contains(entry.number());
        assertThat(appointments.get(nurse, seen.id())).isEqualTo(returned);
        assertThat(told()).containsExactly("queue.updated", "appointment.updated");
        assertThat(((AppointmentUpdated) events.get(1).payload()).appointment()).isEqualTo(returned);
    }

    @Test
    void aClinicMayAllowSeveralPlacesInTheQueue() {
        setOverlap(Overlap.ALLOW);
        walkIn(tove);

        assertThat(walkIn(tove).number()).isEqualTo("W002");
    }

    @Test
    void ofTwoBookingsAtTheSameMomentExactlyOneSucceeds() {
        for (int i = 0; i < 1_000; i++) {
            Instant start = TEN.plus(SLOT.multipliedBy(i));
            boolean byRoom = i % 2 == 1;
            List<Callable<Object>> bookings = new ArrayList<>();
            for (PatientSnapshot patient : List.of(tove, ada)) {
                String doctor = byRoom && patient.equals(ada) ? OKORO.id() : CHEN.id();
                AppointmentForm form =
                        at(patient, start).doctorId(doctor).roomId(ROOM.id()).build();
                bookings.add(() -> outcome(() -> appointments.create(nurse, form)));
            }

            assertOneNamesTheOther(allAtOnce(bookings), byRoom ? "roomId" : "doctorId");
        }
    }

    @Test
    void ofTwoMovesToTheSameTimeExactlyOneSucceeds() {
        AppointmentSnapshot first =
                appointments.create(nurse, at(tove, TEN).roomId(ROOM.id()).build());
        AppointmentSnapshot second = appointments.create(
                nurse, at(ada, TEN).doctorId(OKORO.id()).roomId(OTHER_ROOM.id()).build());
        for (int i = 1; i <= 1_000; i++) {
            Instant start = TEN.plus(Duration.ofDays(i));
            List<Callable<Object>> moves = new ArrayList<>();
            for (AppointmentSnapshot moved : List.of(first, second)) {
                AppointmentForm form = new AppointmentFormBuilder()
                        .doctorId(i % 2 == 0 ? CHEN.id() : OKORO.id())
                        .roomId(i % 3 == 0 ? ROOM.id() : OTHER_ROOM.id())
                        .start(start)
                        .end(start.plus(SLOT))
                        .build();
                moves.add(() -> outcome(() -> appointments.update(nurse, moved.id(), form)));
            }

            assertOneNamesTheOther(allAtOnce(moves), "doctorId");
        }
    }

    @Test
    void ofTwoPlacesInTheQueueAtTheSameMomentExactlyOneIsTaken() {
        for (int i = 0; i < 1_000; i++) {
            List<Object> outcomes = allAtOnce(2, () -> outcome(() -> walkIn(tove)));

            assertOneNamesTheOther(outcomes, "patientId");
            outcomes.stream()
                    .filter(QueueEntrySnapshot.class::isInstance)
                    .map(QueueEntrySnapshot.class::cast)
                    .forEach(entry -> queue.update(nurse, entry.id(), queueStatus(QueueStatus.CANCELLED)));
        }
    }

    /** One of them draws its ticket before it locks the doctor's calendar, the other one after that. */
    @Test
    void aReturnToTheDoctorAndALateCheckInDoNotWaitForEachOther() {
        for (int i = 0; i < 100; i++) {
            AppointmentSnapshot returning = book(patient("Ada", "Poe"), TEN.plus(SLOT.multipliedBy(2L * i)));
            AppointmentSnapshot late = book(patient("Tove", "Lindqvist"), TEN.plus(SLOT.multipliedBy(2L * i + 1)));
            String ticket = checkIn(returning.id()).queueNumber().orElseThrow();
            appointments.update(nurse, returning.id(), appointmentStatus(AppointmentStatus.CHECKOUT));
            appointments.update(nurse, late.id(), appointmentStatus(AppointmentStatus.NO_SHOW));
            holdTicket(ticket, i);

            List<AppointmentSnapshot> both = allAtOnce(List.of(
                    () -> appointments.update(
                            nurse, returning.id(), appointmentStatus(AppointmentStatus.WITH_PROVIDER)),
                    () -> checkIn(late.id())));

            assertThat(both)
                    .extracting(AppointmentSnapshot::status)
                    .containsExactly(AppointmentStatus.WITH_PROVIDER, AppointmentStatus.CHECKED_IN);
        }
    }

    /** Another patient has this ticket, as one of yesterday may. */
    private void holdTicket(String ticket, int round) {
        PatientSnapshot holder = patient("Wei", "Zhou");
        transactions.inTransaction(() -> queueRepository.insert(
                tenant,
                new QueueEntrySnapshotBuilder(
                                "held-" + round,
                                ticket,
                                QueueKind.APPOINTMENT,
                                holder,
                                QueueStatus.WAITING,
                                0,
                                true,
                                NOW,
                                NOW,
                                NOW)
                        .checkedInAt(NOW)
                        .build()));
    }

    private void setOverlap(Overlap overlap) {
        Caller admin = caller(tenant, Role.ADMIN);
        clinics.put(admin, current -> new ClinicForm(Optional.empty(), Optional.empty(), Optional.of(overlap)));
    }

    private AppointmentSnapshot book(PatientSnapshot patient, Instant start) {
        return appointments.create(nurse, at(patient, start).build());
    }

    private static AppointmentFormBuilder at(PatientSnapshot patient, Instant start) {
        return new AppointmentFormBuilder()
                .patientId(patient.id())
                .doctorId(CHEN.id())
                .start(start)
                .end(start.plus(SLOT));
    }

    private QueueEntrySnapshot walkIn(PatientSnapshot patient) {
        return queue.create(
                nurse, new QueueFormBuilder().patientId(patient.id()).build());
    }

    private static void assertConflict(String field, String other, ThrowingCallable command) {
        RejectedException rejected = catchThrowableOfType(RejectedException.class, command);
        assertThat(rejected.rejection()).isEqualTo(Rejection.CONFLICT);
        assertThat(rejected.recordConflict()).contains(new RecordConflict(field, other));
    }

    /** The record, or the conflict. */
    private static Object outcome(Callable<?> command) throws Exception {
        try {
            return command.call();
        } catch (RejectedException rejected) {
            return rejected.recordConflict().orElseThrow(() -> rejected);
        }
    }

    private static void assertOneNamesTheOther(List<Object> outcomes, String field) {
        assertThat(outcomes).hasSize(2);
        Object record = outcomes.get(outcomes.get(0) instanceof RecordConflict ? 1 : 0);
        Object conflict = outcomes.get(outcomes.get(0) instanceof RecordConflict ? 0 : 1);
        String id = record instanceof AppointmentSnapshot appointment
                ? appointment.id()
                : ((QueueEntrySnapshot) record).id();
        assertThat(conflict).isEqualTo(new RecordConflict(field, id));
    }
}
