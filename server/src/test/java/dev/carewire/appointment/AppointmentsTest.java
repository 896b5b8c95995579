package dev.carewire.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.JdbiRecordDirectory;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.clinic.Overlap;
import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.emit.Emit;
import dev.carewire.event.AppointmentEvents.AppointmentCancelled;
import dev.carewire.event.AppointmentEvents.AppointmentCreated;
import dev.carewire.event.AppointmentEvents.AppointmentUpdated;
import dev.carewire.event.AppointmentFilterFields;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.Event;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.fixture.AppointmentFormBuilder;
import dev.carewire.fixture.AppointmentQueryBuilder;
import dev.carewire.fixture.AppointmentSnapshotBuilder;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.References;
import dev.carewire.text.ExtraFields;
import dev.carewire.user.UserDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AppointmentsTest extends ClinicTest {

    private static final Instant START = NOW.plus(Duration.ofHours(1));

    private PatientSnapshot patient;

    AppointmentsTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void registerAPatient() {
        patient = patient("Tove", "Lindqvist");
    }

    @Test
    void createsWithSensibleDefaultsAndTellsTheClinic() {
        AppointmentSnapshot appointment = appointments.create(nurse, appointmentForm(patient.id()));

        assertThat(appointment)
                .isEqualTo(new AppointmentSnapshotBuilder(
                                appointment.id(),
                                "APT-0001",
                                patient,
                                CHEN,
                                START,
                                START.plus(Duration.ofMinutes(30)),
                                AppointmentStatus.SCHEDULED,
                                "general",
                                false,
                                NOW,
                                NOW)
                        .build());
        assertThat(events).<Record>map(Event::payload).containsExactly(new AppointmentCreated(appointment));
        assertThat(appointments.get(nurse, appointment.id())).isEqualTo(appointment);
    }

    @Test
    void whoFollowsTheCourseOfAppointmentsHearsOfEveryChange() {
        AppointmentSnapshot made = appointment(patient);
        appointments.update(nurse, made.id(), appointmentStatus(AppointmentStatus.CONFIRMED));
        cancel(made.id());
        appointments.delete(nurse, made.id());
        String id = made.id() + " ";
        assertThat(course.told)
                .containsExactly(
                        id + START + " SCHEDULED",
                        id + START + " CONFIRMED",
                        id + START + " CANCELLED",
                        id + "removed");

        course.told.clear();
        AppointmentSnapshot arriving = appointment(patient);
        checkIn(arriving.id());
        assertThat(course.told).last().isEqualTo(arriving.id() + " " + START + " CHECKED_IN");
    }

    @Test
    void keepsEverythingThatIsGiven() {
        AppointmentForm form = new AppointmentFormBuilder()
                .patientId(patient.id())
                .doctorId(OKORO.id())
                .locationId("harbor")
                .locationName("Harbor Clinic")
                .roomId(ROOM.id())
                .start(START.plusNanos(999))
                .end(START.plusSeconds(60))
                .status(AppointmentStatus.PENDING)
                .typeId("follow-up")
                .typeName("Follow-up")
                .walkIn(true)
                .reason("Rash\non the arm")
                .notes("Wheelchair")
                .build();

        AppointmentSnapshot appointment = appointments.create(nurse, form);

        assertThat(appointments.get(nurse, appointment.id()))
                .isEqualTo(appointment)
                .isEqualTo(new AppointmentSnapshot(
                        appointment.id(),
                        "APT-0001",
                        patient,
                        OKORO,
                        Optional.of("harbor"),
                        Optional.of("Harbor Clinic"),
                        Optional.of(ROOM),
                        START,
                        START.plusSeconds(60),
                        AppointmentStatus.PENDING,
                        "follow-up",
                        Optional.of("Follow-up"),
                        true,
                        Optional.empty(),
                        Optional.of("Rash\non the arm"),
                        Optional.of("Wheelchair"),
                        NOW,
                        NOW,
                        ExtraFields.NONE));
    }

    @Test
    void changesOnlyWhatIsGiven() {
        AppointmentSnapshot before = appointment(patient);
        clock.advance(Duration.ofMinutes(1));

        AppointmentSnapshot after = appointments.update(
                nurse,
                before.id(),
                new AppointmentFormBuilder()
                        .doctorId(OKORO.id())
                        .notes("Bring x-ray")
                        .build());

        assertThat(after.doctor()).isEqualTo(OKORO);
        assertThat(after.notes()).contains("Bring x-ray");
        assertThat(after.start()).isEqualTo(before.start());
        assertThat(after.status()).isEqualTo(AppointmentStatus.SCHEDULED);
        assertThat(after.createdAt()).isEqualTo(NOW);
        assertThat(after.updatedAt()).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
        assertThat(appointments.get(nurse, before.id())).isEqualTo(after);
        assertThat(events)
                .<Record>map(Event::payload)
                .containsExactly(new AppointmentUpdated(after, Optional.of(AppointmentFilterFields.of(before))));
    }

    @Test
    void refusesPeopleWhomTheTenantDoesNotHave() {
        PatientSnapshot foreign = patients.create(stranger, patientForm("Ana", "Sousa"));
        AppointmentSnapshot appointment = appointment(patient);

        for (String id : List.of("nobody", foreign.id(), "nul\0", "")) {
            assertRejected(Rejection.INVALID, "patientId", () -> appointments.create(nurse, appointmentForm(id)));
            assertRejected(
                    Rejection.INVALID,
                    "doctorId",
                    () -> appointments.update(
                            nurse,
                            appointment.id(),
                            new AppointmentFormBuilder().doctorId(id).build()));
        }
        assertThat(events).isEmpty();
    }

    @Test
    void keepsThePatient() {
        AppointmentSnapshot appointment = appointment(patient);
        PatientSnapshot other = patient("Ana", "Sousa");

        assertRejected(
                Rejection.INVALID,
                "patientId cannot be changed",
                () -> appointments.update(
                        nurse,
                        appointment.id(),
                        new AppointmentFormBuilder().patientId(other.id()).build()));
    }

    @Test
    void endsAfterItStartsAndWithinADay() {
        AppointmentSnapshot appointment = appointment(patient);

        for (Instant end : List.of(START, START.minusSeconds(1), START.plus(Duration.ofHours(25)))) {
            assertRejected(
                    Rejection.INVALID,
                    "end must be after start",
                    () -> appointments.update(
                            nurse,
                            appointment.id(),
                            new AppointmentFormBuilder().start(START).end(end).build()));
        }
        assertRejected(
                Rejection.INVALID,
                "start must lie between",
                () -> appointments.update(
                        nurse,
                        appointment.id(),
                        new AppointmentFormBuilder().start(Instant.MIN).build()));
    }

    @Test
    void boundsItsTexts() {
        AppointmentSnapshot appointment = appointment(patient);

        assertRejected(
                Rejection.INVALID,
                "notes",
                () -> appointments.update(
                        nurse,
                        appointment.id(),
                        new AppointmentFormBuilder().notes("x".repeat(4_001)).build()));
        assertRejected(
                Rejection.INVALID,
                "reason",
                () -> appointments.cancel(nurse, appointment.id(), Optional.of("bell\u0007")));
    }

    @Test
    void cannotBeginAnywhereButAtTheBeginning() {
        AppointmentForm form = new AppointmentFormBuilder()
                .patientId(patient.id())
                .doctorId(CHEN.id())
                .start(START)
                .end(START.plusSeconds(60))
                .status(AppointmentStatus.COMPLETED)
                .build();

        assertRejected(Rejection.INVALID, "status", () -> appointments.create(nurse, form));
    }

    @Test
    void cancelsWithAReasonAndNothingElse() {
        AppointmentSnapshot appointment = appointment(patient);

        AppointmentSnapshot cancelled = appointments.cancel(nurse, appointment.id(), Optional.of("Patient is unwell"));

        assertThat(cancelled.status()).isEqualTo(AppointmentStatus.CANCELLED);
        assertThat(events)
                .<Record>map(Event::payload)
                .containsExactly(new AppointmentCancelled(
                        cancelled,
                        Optional.of("Patient is unwell"),
                        Optional.of(AppointmentFilterFields.of(appointment))));
        assertThat(appointments.get(nurse, appointment.id())).isEqualTo(cancelled);
    }

    @Test
    void anUpdateToCancelledIsACancellation() {
        AppointmentSnapshot appointment = appointment(patient);

        AppointmentSnapshot cancelled =
                appointments.update(nurse, appointment.id(), appointmentStatus(AppointmentStatus.CANCELLED));

        assertThat(events)
                .<Record>map(Event::payload)
                .containsExactly(new AppointmentCancelled(
                        cancelled, Optional.empty(), Optional.of(AppointmentFilterFields.of(appointment))));
    }

    @ParameterizedTest
    @EnumSource(
            value = AppointmentStatus.class,
            names = {"COMPLETED", "CANCELLED"})
    void isOverForGood(AppointmentStatus last) {
        AppointmentSnapshot appointment = appointment(patient);
        appointments.update(nurse, appointment.id(), appointmentStatus(last));
        events.clear();

        assertRejected(
                Rejection.CONFLICT,
                "appointment is over",
                () -> appointments.update(nurse, appointment.id(), appointmentStatus(AppointmentStatus.SCHEDULED)));
        assertRejected(Rejection.CONFLICT, "appointment has begun or is over", () -> checkIn(appointment.id()));
        assertRejected(Rejection.CONFLICT, "appointment is over", () -> cancel(appointment.id()));
        assertThat(events).isEmpty();
        assertThat(appointments.get(nurse, appointment.id()).status()).isEqualTo(last);
    }

    @ParameterizedTest
    @EnumSource(
            value = AppointmentStatus.class,
            names = {"PENDING", "SCHEDULED", "CONFIRMED", "RESCHEDULED", "CHECKED_IN", "IN_ROOM", "WITH_PROVIDER"})
    void aNoShowCanBeUndone(AppointmentStatus undone) {
        AppointmentSnapshot appointment = noShow();

        appointments.update(nurse, appointment.id(), appointmentStatus(undone));

        assertThat(appointments.get(nurse, appointment.id()).status()).isEqualTo(undone);
        assertThat(told()).contains("appointment.updated");
        assertThat(told().contains("patient.checked-in")).isEqualTo(undone == AppointmentStatus.CHECKED_IN);
    }

    @ParameterizedTest
    @EnumSource(
            value = AppointmentStatus.class,
            names = {"CHECKOUT", "COMPLETED", "CANCELLED"})
    void aNoShowDoesNotEndInAnotherWay(AppointmentStatus other) {
        AppointmentSnapshot appointment = noShow();

        assertRejected(
                Rejection.CONFLICT,
                "it can only be scheduled again or begin late",
                () -> appointments.update(nurse, appointment.id(), appointmentStatus(other)));
        assertRejected(Rejection.CONFLICT, "appointment is over", () -> cancel(appointment.id()));
        assertThat(events).isEmpty();
    }

    @Test
    void aLatePatientChecksInAfterANoShow() {
        AppointmentSnapshot appointment = noShow();

        assertThat(checkIn(appointment.id()).queueNumber()).contains("A001");
        assertThat(told()).containsExactly("queue.updated", "patient.checked-in", "appointment.updated");
    }

    private AppointmentSnapshot noShow() {
        AppointmentSnapshot appointment = appointment(patient);
        appointments.update(nurse, appointment.id(), appointmentStatus(AppointmentStatus.NO_SHOW));
        events.clear();
        return appointment;
    }

    @Test
    void removalShowsItCancelled() {
        AppointmentSnapshot appointment = appointment(patient);

        appointments.delete(nurse, appointment.id());

        assertThat(told()).containsExactly("appointment.cancelled");
        AppointmentCancelled last = (AppointmentCancelled) events.get(0).payload();
        assertThat(last.appointment().id()).isEqualTo(appointment.id());
        assertThat(last.appointment().status()).isEqualTo(AppointmentStatus.CANCELLED);
        assertRejected(Rejection.NOT_FOUND, "appointment not found", () -> appointments.get(nurse, appointment.id()));
    }

    @Test
    void keepsAnAppointmentThatLedToSomething() {
        AppointmentSnapshot appointment = appointment(patient);
        checkIn(appointment.id());
        events.clear();

        assertRejected(
                Rejection.CONFLICT, "queue entry or a visit", () -> appointments.delete(nurse, appointment.id()));
        assertThat(events).isEmpty();
    }

    @Test
    void listsADayOfTheClinicsOwnTimeZone() {
        AppointmentSnapshot lastOfToday = startingAt("2026-11-20T22:59:59.999Z");
        AppointmentSnapshot firstOfTomorrow = startingAt("2026-11-20T23:00:00Z");
        AppointmentSnapshot firstOfToday = startingAt("2026-11-19T23:00:00Z");

        assertThat(appointments
                        .list(
                                nurse,
                                new AppointmentQueryBuilder()
                                        .date(LocalDate.of(2026, 11, 20), clock.getZone())
                                        .build(),
                                Optional.empty())
                        .items())
                .containsExactly(firstOfToday, lastOfToday);
        assertThat(appointments
                        .list(
                                nurse,
                                new AppointmentQueryBuilder()
                                        .date(LocalDate.of(2026, 11, 21), clock.getZone())
                                        .build(),
                                Optional.empty())
                        .items())
                .containsExactly(firstOfTomorrow);
        assertThat(appointments
                        .list(nurse, new AppointmentQueryBuilder().build(), Optional.empty())
                        .items())
                .containsExactly(firstOfToday, lastOfToday, firstOfTomorrow);
    }

    @Test
    void listsByDoctorPatientAndStatus() {
        AppointmentSnapshot scheduled = appointment(patient);
        AppointmentSnapshot withOkoro = appointments.update(
                nurse,
                appointment(patient("Ana", "Sousa")).id(),
                new AppointmentFormBuilder().doctorId(OKORO.id()).build());

        assertThat(appointments
                        .list(
                                nurse,
                                new AppointmentQueryBuilder()
                                        .doctorId(OKORO.id())
                                        .build(),
                                Optional.empty())
                        .items())
                .containsExactly(withOkoro);
        assertThat(appointments
                        .list(
                                nurse,
                                new AppointmentQueryBuilder()
                                        .patientId(patient.id())
                                        .build(),
                                Optional.empty())
                        .items())
                .containsExactly(scheduled);
        assertThat(appointments
                        .list(
                                nurse,
                                new AppointmentQueryBuilder()
                                        .statuses(Set.of(AppointmentStatus.SCHEDULED, AppointmentStatus.NO_SHOW))
                                        .build(),
                                Optional.empty())
                        .items())
                .containsExactly(scheduled, withOkoro);
        assertThat(appointments
                        .list(
                                nurse,
                                new AppointmentQueryBuilder()
                                        .statuses(Set.of(AppointmentStatus.NO_SHOW))
                                        .build(),
                                Optional.empty())
                        .items())
                .isEmpty();
    }

    @Test
    void answersForAnotherTenantsAppointmentAsForNone() {
        AppointmentSnapshot appointment = appointment(patient);
        AppointmentForm form = appointmentStatus(AppointmentStatus.CONFIRMED);

        for (String id : List.of(appointment.id(), "no-such-id", "nul\0")) {
            String text = "appointment not found";
            assertRejected(Rejection.NOT_FOUND, text, () -> appointments.get(stranger, id));
            assertRejected(Rejection.NOT_FOUND, text, () -> appointments.update(stranger, id, form));
            assertRejected(
                    Rejection.NOT_FOUND,
                    text,
                    () -> appointments.checkIn(stranger, id, new CheckInForm(Optional.empty(), Overlap.REFUSE)));
            assertRejected(Rejection.NOT_FOUND, text, () -> appointments.cancel(stranger, id, Optional.empty()));
            assertRejected(Rejection.NOT_FOUND, text, () -> appointments.delete(stranger, id));
        }
        assertThat(appointments
                        .list(stranger, new AppointmentQueryBuilder().build(), Optional.empty())
                        .items())
                .isEmpty();
        assertThat(appointments.get(nurse, appointment.id())).isEqualTo(appointment);
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY"})
    void isClosedToPatientsAndDisplays(Role role) {
        String id = appointment(patient).id();
        Caller outsider = caller(tenant, role);

        assertRejected(Rejection.FORBIDDEN, "role", () -> appointments.get(outsider, id));
        assertRejected(
                Rejection.FORBIDDEN,
                "role",
                () -> appointments
                        .list(outsider, new AppointmentQueryBuilder().build(), Optional.empty())
                        .items());
        assertRejected(Rejection.FORBIDDEN, "role", () -> appointments.create(outsider, appointmentForm(patient.id())));
        assertRejected(
                Rejection.FORBIDDEN,
                "role",
                () -> appointments.update(outsider, id, appointmentStatus(AppointmentStatus.CONFIRMED)));
        assertRejected(
                Rejection.FORBIDDEN,
                "role",
                () -> appointments.checkIn(outsider, id, new CheckInForm(Optional.empty(), Overlap.REFUSE)));
        assertRejected(Rejection.FORBIDDEN, "role", () -> appointments.cancel(outsider, id, Optional.empty()));
        assertRejected(Rejection.FORBIDDEN, "role", () -> appointments.delete(outsider, id));
    }

    @Test
    void aFailureAfterTheCheckInLeavesNoTrace() {
        AppointmentSnapshot appointment = appointment(patient);

        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    appointments.checkIn(nurse, appointment.id(), new CheckInForm(Optional.of("desk"), Overlap.REFUSE));
                    throw new IllegalStateException("power cut");
                }))
                .hasMessage("power cut");

        assertThat(events).isEmpty();
        assertThat(appointments.get(nurse, appointment.id())).isEqualTo(appointment);
        assertThat(queueRepository.findOpen(tenant, appointment.id())).isEmpty();
    }

    @Test
    void aFailureInTheWaitingRoomUndoesTheCommand() {
        AppointmentSnapshot appointment = appointment(patient);
        Appointments withoutARoom = withWaitingRoom(new WaitingRoom() {
            @Override
            public Optional<String> checkIn(
                    TenantId clinic, AppointmentSnapshot arrived, Optional<String> method, Overlap overlap) {
                throw new IllegalStateException("no room");
            }

            @Override
            public Optional<String> enterQueue(TenantId clinic, AppointmentSnapshot moved, Overlap overlap) {
                throw new IllegalStateException("no room");
            }

            @Override
            public void onStatusChanged(TenantId clinic, AppointmentSnapshot moved) {
                throw new IllegalStateException("no room");
            }
        });

        assertThatThrownBy(() -> withoutARoom.cancel(nurse, appointment.id(), Optional.empty()))
                .hasMessage("no room");
        assertThat(appointments.get(nurse, appointment.id())).isEqualTo(appointment);
        assertThat(events).isEmpty();
    }

    private Appointments withWaitingRoom(WaitingRoom waitingRoom) {
        References references =
                new References(new JdbiRecordDirectory(database(), KeptRecords.ALL, UserDirectory.CLOSED));
        Emit emit = new Emit(publisher, clock);
        AppointmentRecords records = new AppointmentRecords(
                appointmentRepository, new Calendars(appointmentRepository, clinics), references, course, emit, clock);
        return new Appointments(
                appointmentRepository,
                records,
                references,
                waitingRoom,
                course,
                transactions,
                emit,
                tenant -> clock.getZone(),
                clock);
    }

    private AppointmentSnapshot startingAt(String start) {
        Instant at = Instant.parse(start);
        AppointmentSnapshot made = appointment(patient);
        return appointments.update(
                nurse,
                made.id(),
                new AppointmentFormBuilder()
                        .start(at)
                        .end(at.plusSeconds(60))
                        .overlap(Overlap.ALLOW)
                        .build());
    }
}
