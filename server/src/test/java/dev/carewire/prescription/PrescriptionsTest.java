package dev.carewire.prescription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.event.BulkEvents.RecordsBulkUpdated;
import dev.carewire.event.BulkKind;
import dev.carewire.event.Event;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PrescriptionEvents.PrescriptionCreated;
import dev.carewire.event.PrescriptionEvents.PrescriptionSent;
import dev.carewire.event.PrescriptionEvents.PrescriptionStatusChanged;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.fixture.PrescriptionFormBuilder;
import dev.carewire.fixture.PrescriptionSnapshotBuilder;
import dev.carewire.fixture.VisitFormBuilder;
import dev.carewire.identity.Role;
import dev.carewire.record.RecordQuery;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrescriptionsTest extends ClinicTest {

    private PatientSnapshot patient;

    PrescriptionsTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void registerAPatient() {
        patient = patient("Tove", "Lindqvist");
    }

    @Test
    void isWrittenAndTold() {
        PrescriptionSnapshot written = prescriptions.create(
                nurse,
                new PrescriptionFormBuilder()
                        .patientId(patient.id())
                        .doctorId(CHEN.id())
                        .medication(" Hydrocortisone 1 % ")
                        .instructions("Thinly")
                        .build());

        assertThat(written)
                .isEqualTo(new PrescriptionSnapshotBuilder(
                                written.id(), patient, CHEN, "Hydrocortisone 1 %", PrescriptionStatus.PENDING, NOW, NOW)
                        .instructions("Thinly")
                        .build());
        assertThat(prescriptions.get(nurse, written.id())).isEqualTo(written);
        assertThat(events).<Record>map(Event::payload).containsExactly(new PrescriptionCreated(written));
    }

    @Test
    void takesPatientAndDoctorFromTheVisit() {
        VisitSnapshot visit = visits.create(
                nurse,
                new VisitFormBuilder().appointmentId(appointment(patient).id()).build());

        PrescriptionSnapshot written = prescriptions.create(
                nurse,
                new PrescriptionFormBuilder()
                        .visitId(visit.id())
                        .medication("Cetirizine")
                        .build());

        assertThat(written.patient()).isEqualTo(patient);
        assertThat(written.doctor()).isEqualTo(CHEN);
        assertThat(written.visitId()).contains(visit.id());
        PatientSnapshot other = patient("Ruth", "Okafor");
        assertRejected(
                Rejection.INVALID,
                "visitId is another patient's",
                () -> prescriptions.create(
                        nurse,
                        new PrescriptionFormBuilder()
                                .patientId(other.id())
                                .visitId(visit.id())
                                .medication("Cetirizine")
                                .build()));
        visits.delete(nurse, visit.id());
        assertThat(prescriptions.get(nurse, written.id())).isEqualTo(written);
    }

    @Test
    void goesToAPharmacyAndIsFilled() {
        PrescriptionSnapshot written = written();
        clock.advance(Duration.ofMinutes(1));

        PrescriptionSnapshot sent = prescriptions.update(nurse, written.id(), status(PrescriptionStatus.SENT));
        clock.advance(Duration.ofMinutes(1));
        PrescriptionSnapshot filled = prescriptions.update(nurse, written.id(), status(PrescriptionStatus.FILLED));

        assertThat(sent.sentAt()).contains(NOW.plusSeconds(60));
        assertThat(filled.sentAt()).isEqualTo(sent.sentAt());
        assertThat(filled.updatedAt()).isEqualTo(NOW.plusSeconds(120));
        assertThat(events)
                .<Record>map(Event::payload)
                .containsExactly(
                        new PrescriptionSent(written.id(), patient.id(), "Cetirizine"),
                        new PrescriptionStatusChanged(written.id(), PrescriptionStatus.SENT),
                        new PrescriptionStatusChanged(written.id(), PrescriptionStatus.FILLED));
    }

    @ParameterizedTest
    @CsvSource({
        "SENT, PENDING",
        "FILLED, SENT",
        "FILLED, CANCELLED",
        "CANCELLED, PENDING",
        "CANCELLED, SENT",
        "CANCELLED, FILLED"
    })
    void neverGoesBack(PrescriptionStatus from, PrescriptionStatus to) {
        PrescriptionSnapshot before = prescriptions.update(nurse, written().id(), status(from));
        events.clear();

        assertRejected(
                Rejection.CONFLICT, "cannot go back", () -> prescriptions.update(nurse, before.id(), status(to)));
        assertThat(prescriptions.get(nurse, before.id())).isEqualTo(before);
        assertThat(events).isEmpty();
    }

    @Test
    void isRewrittenUntilItIsSent() {
        PrescriptionSnapshot written = written();

        PrescriptionSnapshot rewritten = prescriptions.update(
                nurse,
                written.id(),
                new PrescriptionFormBuilder().medication("Loratadine").build());

        assertThat(rewritten.medication()).isEqualTo("Loratadine");
        assertThat(events).<Record>map(Event::payload).containsExactly(new RecordsBulkUpdated(BulkKind.PRESCRIPTIONS));
        prescriptions.update(nurse, written.id(), status(PrescriptionStatus.SENT));
        assertRejected(
                Rejection.CONFLICT,
                "texts cannot be changed",
                () -> prescriptions.update(
                        nurse,
                        written.id(),
                        new PrescriptionFormBuilder().medication("Cetirizine").build()));
        prescriptions.update(
                nurse,
                written.id(),
                new PrescriptionFormBuilder().medication("Loratadine").build());
    }

    @Test
    void refusesWhatIsMissingOrUnknown() {
        PatientSnapshot foreign = patients.create(stranger, patientForm("Ana", "Sousa"));
        events.clear();

        assertRejected(
                Rejection.INVALID,
                "medication is required",
                () -> prescriptions.create(
                        nurse,
                        new PrescriptionFormBuilder().patientId(patient.id()).build()));
        assertRejected(
                Rejection.INVALID,
                "patientId is required",
                () -> prescriptions.create(
                        nurse, new PrescriptionFormBuilder().medication("x").build()));
        assertRejected(
                Rejection.INVALID,
                "patientId names no patient",
                () -> prescriptions.create(
                        nurse,
                        new PrescriptionFormBuilder()
                                .patientId(foreign.id())
                                .medication("x")
                                .build()));
        assertRejected(
                Rejection.INVALID,
                "visitId names no visit",
                () -> prescriptions.create(
                        nurse,
                        new PrescriptionFormBuilder()
                                .patientId(patient.id())
                                .visitId("visit-1")
                                .medication("x")
                                .build()));
        assertRejected(
                Rejection.INVALID,
                "medication must be one line",
                () -> prescriptions.create(
                        nurse,
                        new PrescriptionFormBuilder()
                                .patientId(patient.id())
                                .medication("x".repeat(201))
                                .build()));
        assertRejected(
                Rejection.INVALID,
                "must be pending",
                () -> prescriptions.create(nurse, status(PrescriptionStatus.SENT)));
        assertRejected(
                Rejection.INVALID,
                "patientId cannot be changed",
                () -> prescriptions.update(
                        nurse,
                        written().id(),
                        new PrescriptionFormBuilder().patientId("somebody").build()));
    }

    @Test
    void isHiddenFromOtherTenants() {
        String id = written().id();

        assertRejected(Rejection.NOT_FOUND, "prescription not found", () -> prescriptions.get(stranger, id));
        assertRejected(
                Rejection.NOT_FOUND,
                "prescription not found",
                () -> prescriptions.update(stranger, id, status(PrescriptionStatus.SENT)));
        assertRejected(Rejection.NOT_FOUND, "prescription not found", () -> prescriptions.get(nurse, "a\u0000b"));
        assertThat(prescriptions.list(stranger, everything(), Optional.empty()).items())
                .isEmpty();
        assertThat(prescriptions.list(nurse, everything(), Optional.empty()).items())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY"})
    void isClosedToPatientsAndDisplays(Role role) {
        Caller caller = caller(tenant, role);

        assertRejected(Rejection.FORBIDDEN, "", () -> prescriptions.list(caller, everything(), Optional.empty()));
        assertRejected(Rejection.FORBIDDEN, "", () -> prescriptions.get(caller, "x"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"RECEPTIONIST", "BILLING", "STAFF", "PATIENT", "DISPLAY"})
    void isWrittenByThoseWhoTreat(Role role) {
        Caller caller = caller(tenant, role);
        String id = written().id();

        assertRejected(
                Rejection.FORBIDDEN,
                "may not prescribe",
                () -> prescriptions.create(caller, status(PrescriptionStatus.PENDING)));
        assertRejected(
                Rejection.FORBIDDEN,
                "may not prescribe",
                () -> prescriptions.update(caller, id, status(PrescriptionStatus.SENT)));
    }

    /** A prescription of Dr Chen's; what was published about it is forgotten. */
    private PrescriptionSnapshot written() {
        PrescriptionSnapshot written = prescriptions.create(
                nurse,
                new PrescriptionFormBuilder()
                        .patientId(patient.id())
                        .doctorId(CHEN.id())
                        .medication("Cetirizine")
                        .build());
        events.clear();
        return written;
    }

    private static RecordQuery<PrescriptionStatus> everything() {
        return RecordQuery.all(10);
    }

    private static PrescriptionForm status(PrescriptionStatus status) {
        return new PrescriptionFormBuilder().status(status).build();
    }
}
