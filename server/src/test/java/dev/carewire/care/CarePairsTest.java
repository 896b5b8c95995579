package dev.carewire.care;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.app.wiring.WiredClinic;
import dev.carewire.appointment.CheckInForm;
import dev.carewire.clinic.Overlap;
import dev.carewire.command.Rejection;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.fixture.PrescriptionFormBuilder;
import dev.carewire.fixture.QueueFormBuilder;
import dev.carewire.fixture.VisitFormBuilder;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import dev.carewire.record.RecordQuery;
import dev.carewire.visit.VisitForm;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each effect of one record on another happens where the server keeps both, and is left out where it does not. */
class CarePairsTest extends ClinicTest {

    private PatientSnapshot patient;
    private AppointmentSnapshot appointment;

    CarePairsTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void makeAnAppointment() {
        patient = patient("Tove", "Lindqvist");
        appointment = appointment(patient);
    }

    private WiredClinic keepingAllBut(RecordKind... elsewhere) {
        Set<RecordKind> kept = EnumSet.allOf(RecordKind.class);
        kept.removeAll(List.of(elsewhere));
        return WiredClinic.over(
                database(),
                publisher,
                clock,
                new KeptRecords(kept),
                course,
                (tenant, task) -> {},
                (tenant, result) -> {});
    }

    @Test
    void aCheckInQueuesThePatientWhereTheServerKeepsTheQueue() {
        assertThat(checkIn(appointment.id()).queueNumber()).contains("A001");
        assertThat(entries()).hasSize(1);
    }

    @Test
    void aCheckInHasNoTicketWhereAnotherSystemKeepsTheQueue() {
        AppointmentSnapshot checkedIn = keepingAllBut(RecordKind.QUEUE)
                .appointments()
                .checkIn(nurse, appointment.id(), new CheckInForm(Optional.of("desk"), Overlap.REFUSE));

        assertThat(checkedIn.status()).isEqualTo(AppointmentStatus.CHECKED_IN);
        assertThat(checkedIn.queueNumber()).isEmpty();
        assertThat(entries()).isEmpty();
        assertThat(told()).endsWith("patient.checked-in", "appointment.updated");
    }

    @Test
    void anAppointmentsStatusChangesItsQueueEntryWhereTheServerKeepsTheQueue() {
        checkIn(appointment.id());

        cancel(appointment.id());

        assertThat(entries()).extracting(QueueEntrySnapshot::status).containsExactly(QueueStatus.CANCELLED);
    }

    @Test
    void anAppointmentsStatusChangesNothingElseWhereAnotherSystemKeepsTheQueue() {
        checkIn(appointment.id());

        keepingAllBut(RecordKind.QUEUE).appointments().cancel(nurse, appointment.id(), Optional.empty());

        assertThat(entries()).extracting(QueueEntrySnapshot::status).containsExactly(QueueStatus.WAITING);
    }

    @Test
    void aQueueEntryChangesItsAppointmentWhereTheServerKeepsAppointments() {
        checkIn(appointment.id());

        call(entries().get(0).id());

        assertThat(stored().status()).isEqualTo(AppointmentStatus.WITH_PROVIDER);
    }

    @Test
    void aQueueEntryNamesAnAppointmentThatAnotherSystemKeeps() {
        WiredClinic clinic = keepingAllBut(RecordKind.APPOINTMENTS);

        QueueEntrySnapshot entry = clinic.queue()
                .create(
                        nurse,
                        new QueueFormBuilder()
                                .patientId(patient.id())
                                .appointmentId(appointment.id())
                                .build());
        clinic.queue().call(nurse, entry.id(), Optional.empty());

        assertThat(entry.appointmentId()).contains(appointment.id());
        assertThat(stored()).isEqualTo(appointment);
        assertRejected(
                Rejection.INVALID,
                "patientId is required",
                () -> clinic.queue()
                        .create(
                                nurse,
                                new QueueFormBuilder().appointmentId("unseen").build()));
    }

    @Test
    void aVisitCompletesQueueEntryAndAppointmentWhereTheServerKeepsThem() {
        checkIn(appointment.id());
        VisitSnapshot visit = visits.create(
                nurse,
                new VisitFormBuilder().queueEntryId(entries().get(0).id()).build());

        visits.update(nurse, visit.id(), visitStatus(VisitStatus.CLOSED));

        assertThat(entries()).extracting(QueueEntrySnapshot::status).containsExactly(QueueStatus.COMPLETED);
        assertThat(stored().status()).isEqualTo(AppointmentStatus.COMPLETED);
    }

    @Test
    void aVisitLeavesAQueueEntryThatAnotherSystemKeeps() {
        checkIn(appointment.id());
        QueueEntrySnapshot entry = entries().get(0);
        WiredClinic clinic = keepingAllBut(RecordKind.QUEUE);
        events.clear();

        VisitSnapshot visit = clinic.visits().create(nurse, visitOf(entry.id()));
        clinic.visits().update(nurse, visit.id(), visitStatus(VisitStatus.CLOSED));

        assertThat(queueRepository.find(tenant, entry.id()).orElseThrow().status())
                .isEqualTo(QueueStatus.WAITING);
        assertThat(stored().status()).isEqualTo(AppointmentStatus.COMPLETED);
        assertThat(told()).doesNotContain("queue.updated");
    }

    @Test
    void aVisitLeavesAnAppointmentThatAnotherSystemKeeps() {
        WiredClinic clinic = keepingAllBut(RecordKind.APPOINTMENTS);
        VisitSnapshot visit = clinic.visits()
                .create(
                        nurse,
                        new VisitFormBuilder()
                                .patientId(patient.id())
                                .doctorId(CHEN.id())
                                .appointmentId(appointment.id())
                                .build());

        clinic.visits().update(nurse, visit.id(), visitStatus(VisitStatus.CLOSED));

        assertThat(stored()).isEqualTo(appointment);
    }

    @Test
    void aQueueEntryThatAnotherSystemKeepsHasOneVisit() {
        WiredClinic clinic = keepingAllBut(RecordKind.QUEUE);
        VisitForm form = visitForm().queueEntryId("unseen").build();
        VisitSnapshot first = clinic.visits().create(nurse, form);

        assertRejected(
                Rejection.CONFLICT,
                "queue entry has a visit already (" + first.id() + ")",
                () -> clinic.visits().create(nurse, form));
    }

    @Test
    void aVisitShowsItsPrescriptionsWhereTheServerKeepsThem() {
        VisitSnapshot visit = visits.create(
                nurse, new VisitFormBuilder().appointmentId(appointment.id()).build());
        prescriptions.create(
                nurse,
                new PrescriptionFormBuilder()
                        .visitId(visit.id())
                        .medication("Ibuprofen")
                        .build());

        assertThat(visits.get(nurse, visit.id()).prescriptions()).hasSize(1);
        assertThat(keepingAllBut(RecordKind.PRESCRIPTIONS)
                        .visits()
                        .get(nurse, visit.id())
                        .prescriptions())
                .isEmpty();
    }

    @Test
    void aPrescriptionNamesAVisitThatAnotherSystemKeeps() {
        WiredClinic clinic = keepingAllBut(RecordKind.VISITS);

        assertThat(clinic.prescriptions()
                        .create(
                                nurse,
                                new PrescriptionFormBuilder()
                                        .patientId(patient.id())
                                        .doctorId(CHEN.id())
                                        .visitId("unseen")
                                        .medication("Ibuprofen")
                                        .build())
                        .visitId())
                .contains("unseen");
    }

    @Test
    void recordsNamePatientsAndRoomsThatAnotherSystemKeeps() {
        WiredClinic clinic = keepingAllBut(RecordKind.PATIENTS, RecordKind.ROOMS);

        QueueEntrySnapshot entry = clinic.queue()
                .create(
                        nurse,
                        new QueueFormBuilder()
                                .patientId("unseen")
                                .roomId("door-9")
                                .build());

        assertThat(clinic.queue().get(nurse, entry.id())).isEqualTo(entry);
        assertThat(entry.patient()).isEqualTo(PatientSnapshot.ofId("unseen"));
        assertThat(entry.room()).contains(RoomSnapshot.ofId("door-9"));
    }

    /** Rows of an earlier configuration stay in the database, and no query shows them. */
    @Test
    void namesThatTheServerStillHasAreNotShown() {
        assertThat(keepingAllBut(RecordKind.PATIENTS)
                        .appointments()
                        .get(nurse, appointment.id())
                        .patient())
                .isEqualTo(PatientSnapshot.ofId(patient.id()));
    }

    @Test
    void changesOfAPatientThatAnotherSystemKeepsWaitForEachOther() {
        WiredClinic clinic = keepingAllBut(RecordKind.PATIENTS);
        AppointmentSnapshot theirs = clinic.appointments().create(nurse, appointmentForm("unseen"));
        events.clear();

        List<AppointmentSnapshot> checkedIn = allAtOnce(
                6,
                () -> clinic.appointments()
                        .checkIn(nurse, theirs.id(), new CheckInForm(Optional.of("kiosk"), Overlap.REFUSE)));

        assertThat(checkedIn).extracting(AppointmentSnapshot::queueNumber).containsOnly(Optional.of("A001"));
        assertThat(entries()).hasSize(1);
        assertThat(told()).containsExactly("queue.updated", "patient.checked-in", "appointment.updated");
    }

    @Test
    void aPatientStaysWhileARecordThatTheServerKeepsNamesThem() {
        assertRejected(
                Rejection.CONFLICT,
                "patient has",
                () -> keepingAllBut(RecordKind.QUEUE).patients().delete(nurse, patient.id()));

        keepingAllBut(RecordKind.APPOINTMENTS).patients().delete(nurse, patient.id());

        assertThat(patientRepository.find(tenant, patient.id())).isEmpty();
    }

    private VisitFormBuilder visitForm() {
        return new VisitFormBuilder().patientId(patient.id()).doctorId(CHEN.id());
    }

    private VisitForm visitOf(String queueEntryId) {
        return visitForm()
                .queueEntryId(queueEntryId)
                .appointmentId(appointment.id())
                .build();
    }

    private AppointmentSnapshot stored() {
        return appointmentRepository.find(tenant, appointment.id()).orElseThrow();
    }

    private List<QueueEntrySnapshot> entries() {
        return queueRepository.list(tenant, RecordQuery.all(10), Optional.empty(), 10);
    }
}
