package dev.carewire.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.Event;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.VisitEvents.VisitUpdated;
import dev.carewire.event.VisitFilterFields;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.fixture.VisitFormBuilder;
import dev.carewire.fixture.VisitSnapshotBuilder;
import dev.carewire.identity.Role;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VisitsTest extends ClinicTest {

    private PatientSnapshot patient;

    VisitsTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void registerAPatient() {
        patient = patient("Tove", "Lindqvist");
    }

    @Test
    void beginsUnderTheNextCodeAndTellsTheClinic() {
        VisitSnapshot visit = visits.create(
                nurse,
                new VisitFormBuilder()
                        .patientId(patient.id())
                        .doctorId(CHEN.id())
                        .chiefComplaint("Rash")
                        .build());

        assertThat(visit)
                .isEqualTo(new VisitSnapshotBuilder(
                                visit.id(), "V-0001", patient, CHEN, VisitStatus.OPEN, NOW, NOW, NOW, List.of())
                        .chiefComplaint("Rash")
                        .build());
        assertThat(events)
                .<Record>map(Event::payload)
                .containsExactly(new VisitUpdated(visit, Optional.of(VisitFilterFields.of(visit))));
        assertThat(visits.get(nurse, visit.id())).isEqualTo(visit);
    }

    @Test
    void takesPatientDoctorAndAppointmentFromTheQueueEntry() {
        AppointmentSnapshot appointment = appointment(patient);
        QueueEntrySnapshot entry = checkedIn(appointment);
        events.clear();

        VisitSnapshot visit = visits.create(
                nurse, new VisitFormBuilder().queueEntryId(entry.id()).build());

        assertThat(visit.patient()).isEqualTo(patient);
        assertThat(visit.doctor()).isEqualTo(CHEN);
        assertThat(visit.appointmentId()).contains(appointment.id());
        assertThat(queue.get(nurse, entry.id()).visitId()).contains(visit.id());
        assertThat(told()).containsExactly("visit.updated", "queue.updated");
    }

    @Test
    void takesPatientAndDoctorFromTheAppointment() {
        AppointmentSnapshot appointment = appointment(patient);

        VisitSnapshot visit = visits.create(
                nurse, new VisitFormBuilder().appointmentId(appointment.id()).build());

        assertThat(visit.patient()).isEqualTo(patient);
        assertThat(visit.doctor()).isEqualTo(CHEN);
    }

    @Test
    void oneQueueEntryHasOneVisit() {
        QueueEntrySnapshot entry = checkedIn(appointment(patient));
        VisitForm form = new VisitFormBuilder().queueEntryId(entry.id()).build();
        VisitSnapshot visit = visits.create(nurse, form);

        assertRejected(Rejection.CONFLICT, "has a visit already", () -> visits.create(nurse, form));
        assertRejected(Rejection.CONFLICT, "queue entry has a visit", () -> queue.delete(nurse, entry.id()));

        visits.delete(nurse, visit.id());
        assertThat(queue.get(nurse, entry.id()).visitId()).isEmpty();
        visits.create(nurse, form);
    }

    @Test
    void needsAPatientAndADoctor() {
        assertRejected(
                Rejection.INVALID, "patientId is required", () -> visits.create(nurse, new VisitFormBuilder().build()));
        assertRejected(
                Rejection.INVALID,
                "doctorId is required",
                () -> visits.create(
                        nurse, new VisitFormBuilder().patientId(patient.id()).build()));
        assertThat(events).isEmpty();
    }

    @Test
    void refusesWhatTheTenantDoesNotHave() {
        PatientSnapshot foreign = patients.create(stranger, patientForm("Ana", "Sousa"));
        AppointmentSnapshot foreignAppointment = appointments.create(stranger, appointmentForm(foreign.id()));
        events.clear();

        for (String unknown : List.of("nobody", foreign.id(), foreignAppointment.id(), "nul\0")) {
            assertRejected(
                    Rejection.INVALID,
                    "patientId",
                    () -> visits.create(
                            nurse, new VisitFormBuilder().patientId(unknown).build()));
            assertRejected(
                    Rejection.INVALID,
                    "appointmentId",
                    () -> visits.create(
                            nurse,
                            new VisitFormBuilder()
                                    .patientId(patient.id())
                                    .appointmentId(unknown)
                                    .build()));
            assertRejected(
                    Rejection.INVALID,
                    "queueEntryId",
                    () -> visits.create(
                            nurse,
                            new VisitFormBuilder()
                                    .patientId(patient.id())
                                    .queueEntryId(unknown)
                                    .build()));
            assertRejected(
                    Rejection.INVALID,
                    "doctorId",
                    () -> visits.create(
                            nurse,
                            new VisitFormBuilder()
                                    .patientId(patient.id())
                                    .doctorId(unknown)
                                    .build()));
        }
        assertThat(events).isEmpty();
    }

    @Test
    void refusesAnotherPatientsRecords() {
        PatientSnapshot other = patient("Ana", "Sousa");
        AppointmentSnapshot appointment = appointment(other);
        QueueEntrySnapshot entry = checkedIn(appointment);

        assertRejected(
                Rejection.INVALID,
                "appointmentId is another patient's",
                () -> visits.create(
                        nurse,
                        new VisitFormBuilder()
                                .patientId(patient.id())
                                .appointmentId(appointment.id())
                                .build()));
        assertRejected(
                Rejection.INVALID,
                "queueEntryId is another patient's",
                () -> visits.create(
                        nurse,
                        new VisitFormBuilder()
                                .patientId(patient.id())
                                .queueEntryId(entry.id())
                                .build()));
    }

    @Test
    void keepsWhereItComesFrom() {
        VisitSnapshot visit = visit();
        AppointmentSnapshot appointment = appointment(patient);

        assertRejected(
                Rejection.INVALID,
                "patientId cannot be changed",
                () -> visits.update(
                        nurse,
                        visit.id(),
                        new VisitFormBuilder().patientId("other").build()));
        assertRejected(
                Rejection.INVALID,
                "appointmentId cannot be changed",
                () -> visits.update(
                        nurse,
                        visit.id(),
                        new VisitFormBuilder().appointmentId(appointment.id()).build()));
        assertRejected(
                Rejection.INVALID,
                "queueEntryId cannot be changed",
                () -> visits.update(
                        nurse,
                        visit.id(),
                        new VisitFormBuilder().queueEntryId("entry").build()));
    }

    @Test
    void changesOnlyWhatIsGiven() {
        VisitSnapshot before = visit();
        clock.advance(Duration.ofMinutes(3));

        VisitSnapshot after = visits.update(
                nurse,
                before.id(),
                new VisitFormBuilder()
                        .doctorId(OKORO.id())
                        .chiefComplaint("")
                        .notes("Line one\nline two")
                        .build());

        assertThat(after.doctor()).isEqualTo(OKORO);
        assertThat(after.chiefComplaint()).isEmpty();
        assertThat(after.notes()).contains("Line one\nline two");
        assertThat(after.openedAt()).isEqualTo(NOW);
        assertThat(after.updatedAt()).isEqualTo(clock.instant());
        assertThat(visits.get(nurse, before.id())).isEqualTo(after);
        assertThat(events)
                .<Record>map(Event::payload)
                .containsExactly(new VisitUpdated(after, Optional.of(VisitFilterFields.of(before))));
    }

    @Test
    void closingNotesTheTime() {
        VisitSnapshot visit = visit();
        clock.advance(Duration.ofMinutes(20));

        VisitSnapshot closed = visits.update(nurse, visit.id(), visitStatus(VisitStatus.CLOSED));

        assertThat(closed.closedAt()).contains(clock.instant());
        assertThat(visits.get(nurse, visit.id())).isEqualTo(closed);
    }

    @ParameterizedTest
    @EnumSource(
            value = VisitStatus.class,
            names = {"CLOSED", "CANCELLED"})
    void isOverForGood(VisitStatus last) {
        VisitSnapshot visit = visit();
        visits.update(nurse, visit.id(), visitStatus(last));
        events.clear();

        assertRejected(
                Rejection.CONFLICT,
                "visit is over",
                () -> visits.update(nurse, visit.id(), visitStatus(VisitStatus.OPEN)));
        assertThat(events).isEmpty();
        assertThat(visits.get(nurse, visit.id()).status()).isEqualTo(last);
    }

    @Test
    void cannotBeginAtTheEnd() {
        assertRejected(Rejection.INVALID, "status", () -> visits.create(nurse, visitStatus(VisitStatus.CLOSED)));
    }

    @Test
    void listsNewestFirst() {
        VisitSnapshot older = visit();
        clock.advance(Duration.ofMinutes(1));
        VisitSnapshot newer = visits.create(
                nurse,
                new VisitFormBuilder()
                        .patientId(patient.id())
                        .doctorId(OKORO.id())
                        .build());
        visits.update(nurse, newer.id(), visitStatus(VisitStatus.CANCELLED));
        VisitSnapshot cancelled = visits.get(nurse, newer.id());

        assertThat(visits.list(nurse, RecordQuery.all(10), Optional.empty()).items())
                .containsExactly(cancelled, older);
        assertThat(visits.list(nurse, RecordQuery.all(1), Optional.empty()).items())
                .containsExactly(cancelled);
        assertThat(visits.list(
                                nurse,
                                RecordQuery.<VisitStatus>all(10).with(Reference.DOCTOR, Optional.of(CHEN.id())),
                                Optional.empty())
                        .items())
                .containsExactly(older);
        assertThat(visits.list(
                                nurse,
                                RecordQuery.<VisitStatus>all(10)
                                        .with(Reference.PATIENT, Optional.of(patient.id()))
                                        .in(Set.of(VisitStatus.OPEN)),
                                Optional.empty())
                        .items())
                .containsExactly(older);
        assertThat(visits.list(
                                nurse,
                                RecordQuery.<VisitStatus>all(10).with(Reference.PATIENT, Optional.of("nobody")),
                                Optional.empty())
                        .items())
                .isEmpty();
    }

    @Test
    void removalShowsItCancelled() {
        VisitSnapshot visit = visit();

        visits.delete(nurse, visit.id());

        assertThat(told()).containsExactly("visit.updated");
        VisitSnapshot last = ((VisitUpdated) events.get(0).payload()).visit();
        assertThat(last.id()).isEqualTo(visit.id());
        assertThat(last.status()).isEqualTo(VisitStatus.CANCELLED);
        assertRejected(Rejection.NOT_FOUND, "visit not found", () -> visits.get(nurse, visit.id()));
    }

    @Test
    void answersForAnotherTenantsVisitAsForNone() {
        VisitSnapshot visit = visit();
        VisitForm form = visitStatus(VisitStatus.CLOSED);

        for (String id : List.of(visit.id(), "no-such-id", "nul\0")) {
            assertRejected(Rejection.NOT_FOUND, "visit not found", () -> visits.get(stranger, id));
            assertRejected(Rejection.NOT_FOUND, "visit not found", () -> visits.update(stranger, id, form));
            assertRejected(Rejection.NOT_FOUND, "visit not found", () -> visits.delete(stranger, id));
        }
        assertThat(visits.list(stranger, RecordQuery.all(10), Optional.empty()).items())
                .isEmpty();
        assertThat(visits.get(nurse, visit.id())).isEqualTo(visit);
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY"})
    void isClosedToPatientsAndDisplays(Role role) {
        String id = visit().id();
        Caller outsider = caller(tenant, role);

        assertRejected(Rejection.FORBIDDEN, "role", () -> visits.get(outsider, id));
        assertRejected(
                Rejection.FORBIDDEN,
                "role",
                () -> visits.list(outsider, RecordQuery.all(10), Optional.empty())
                        .items());
        assertRejected(
                Rejection.FORBIDDEN,
                "role",
                () -> visits.create(
                        outsider,
                        new VisitFormBuilder()
                                .patientId(patient.id())
                                .doctorId(CHEN.id())
                                .build()));
        assertRejected(Rejection.FORBIDDEN, "role", () -> visits.update(outsider, id, visitStatus(VisitStatus.CLOSED)));
        assertRejected(Rejection.FORBIDDEN, "role", () -> visits.delete(outsider, id));
    }

    @Test
    void aFailureAfterTheChangeLeavesNeitherRowNorEvent() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    visits.create(
                            nurse,
                            new VisitFormBuilder()
                                    .patientId(patient.id())
                                    .doctorId(CHEN.id())
                                    .build());
                    throw new IllegalStateException("power cut");
                }))
                .hasMessage("power cut");

        assertThat(events).isEmpty();
        assertThat(visits.list(nurse, RecordQuery.all(10), Optional.empty()).items())
                .isEmpty();
    }

    /** A visit to Dr Chen; what was published about it is forgotten. */
    private VisitSnapshot visit() {
        VisitSnapshot visit = visits.create(
                nurse,
                new VisitFormBuilder()
                        .patientId(patient.id())
                        .doctorId(CHEN.id())
                        .chiefComplaint("Rash")
                        .build());
        events.clear();
        return visit;
    }

    private QueueEntrySnapshot checkedIn(AppointmentSnapshot appointment) {
        checkIn(appointment.id());
        return queueRepository.findOpen(tenant, appointment.id()).orElseThrow();
    }
}
