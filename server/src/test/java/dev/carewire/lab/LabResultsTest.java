package dev.carewire.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.event.Event;
import dev.carewire.event.LabEvents.LabResultCreated;
import dev.carewire.event.LabEvents.LabResultUpdated;
import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.LabStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.fixture.LabFormBuilder;
import dev.carewire.fixture.LabResultSnapshotBuilder;
import dev.carewire.fixture.VisitFormBuilder;
import dev.carewire.identity.Role;
import dev.carewire.record.RecordQuery;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabResultsTest extends ClinicTest {

    private PatientSnapshot patient;

    LabResultsTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void registerAPatient() {
        patient = patient("Tove", "Lindqvist");
    }

    @Test
    void isOrderedAndTold() {
        LabResultSnapshot order = labResults.create(
                nurse,
                new LabFormBuilder()
                        .patientId(patient.id())
                        .doctorId(CHEN.id())
                        .orderType("Punch biopsy")
                        .build());

        assertThat(order)
                .isEqualTo(new LabResultSnapshotBuilder(
                                order.id(), patient, CHEN, "Punch biopsy", LabStatus.ORDERED, NOW, NOW)
                        .build());
        assertThat(labResults.get(nurse, order.id())).isEqualTo(order);
        assertThat(events).<Record>map(Event::payload).containsExactly(new LabResultCreated(order));
        assertThat(ready).isEmpty();
    }

    @Test
    void takesPatientAndDoctorFromTheVisit() {
        VisitSnapshot visit = visits.create(
                nurse,
                new VisitFormBuilder().appointmentId(appointment(patient).id()).build());

        LabResultSnapshot order = labResults.create(
                nurse, new LabFormBuilder().visitId(visit.id()).orderType("CBC").build());

        assertThat(order.patient()).isEqualTo(patient);
        assertThat(order.doctor()).isEqualTo(CHEN);
        assertThat(order.visitId()).contains(visit.id());
    }

    @Test
    void itsDoctorHearsOfTheResultAndOfEachCorrection() {
        String id = ordered().id();
        clock.advance(Duration.ofMinutes(1));

        LabResultSnapshot resulted = labResults.update(
                nurse,
                id,
                new LabFormBuilder().result("Atypical").flag(LabFlag.ABNORMAL).build());
        LabResultSnapshot same = labResults.update(
                nurse, id, new LabFormBuilder().result("Atypical").build());
        LabResultSnapshot corrected = labResults.update(
                nurse,
                id,
                new LabFormBuilder().result("Malignant").flag(LabFlag.CANCEROUS).build());

        assertThat(resulted.status()).isEqualTo(LabStatus.RESULTED);
        assertThat(resulted.resultedAt()).contains(NOW.plusSeconds(60));
        assertThat(same.flag()).contains(LabFlag.ABNORMAL);
        assertThat(ready).containsExactly(resulted, corrected);
        assertThat(events)
                .<Record>map(Event::payload)
                .containsExactly(
                        new LabResultUpdated(resulted), new LabResultUpdated(same), new LabResultUpdated(corrected));
    }

    @Test
    void mayComeWithItsResult() {
        LabResultSnapshot resulted = labResults.create(
                nurse,
                new LabFormBuilder()
                        .patientId(patient.id())
                        .doctorId(CHEN.id())
                        .orderType("CBC")
                        .result("13.1 g/dl")
                        .flag(LabFlag.NORMAL)
                        .build());

        assertThat(resulted.status()).isEqualTo(LabStatus.RESULTED);
        assertThat(resulted.resultedAt()).contains(NOW);
        assertThat(ready).containsExactly(resulted);
    }

    @Test
    void isReviewedOnceThereIsAResult() {
        String id = ordered().id();

        assertRejected(
                Rejection.CONFLICT, "not there yet", () -> labResults.update(nurse, id, status(LabStatus.REVIEWED)));
        assertRejected(
                Rejection.CONFLICT, "not there yet", () -> labResults.update(nurse, id, status(LabStatus.RESULTED)));
        labResults.update(
                nurse,
                id,
                new LabFormBuilder().result("Benign").flag(LabFlag.BENIGN).build());
        assertRejected(
                Rejection.CONFLICT,
                "only be reviewed",
                () -> labResults.update(nurse, id, status(LabStatus.CANCELLED)));
        assertRejected(
                Rejection.CONFLICT, "only be reviewed", () -> labResults.update(nurse, id, status(LabStatus.ORDERED)));

        LabResultSnapshot reviewed = labResults.update(nurse, id, status(LabStatus.REVIEWED));

        assertThat(reviewed.reviewedBy()).contains("nurse-ada");
        assertThat(reviewed.reviewedAt()).contains(NOW);
        assertThat(ready).hasSize(1);
        assertRejected(
                Rejection.CONFLICT,
                "reviewed or cancelled",
                () -> labResults.update(
                        nurse, id, new LabFormBuilder().result("Other").build()));
    }

    @Test
    void nobodyReviewsWhatTheyEnterInTheSameBreath() {
        String id = ordered().id();

        assertRejected(
                Rejection.CONFLICT,
                "at once",
                () -> labResults.update(
                        nurse,
                        id,
                        new LabFormBuilder()
                                .result("Benign")
                                .status(LabStatus.REVIEWED)
                                .build()));
        assertThat(ready).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void isCancelledWhileThereIsNoResult() {
        String id = ordered().id();

        assertThat(labResults.update(nurse, id, status(LabStatus.CANCELLED)).status())
                .isEqualTo(LabStatus.CANCELLED);
        assertRejected(
                Rejection.CONFLICT,
                "reviewed or cancelled",
                () -> labResults.update(nurse, id, status(LabStatus.ORDERED)));
    }

    @Test
    void refusesWhatIsMissingOrUnknown() {
        PatientSnapshot foreign = patients.create(stranger, patientForm("Ana", "Sousa"));
        events.clear();

        assertRejected(
                Rejection.INVALID,
                "orderType is required",
                () -> labResults.create(
                        nurse,
                        new LabFormBuilder()
                                .patientId(patient.id())
                                .doctorId(CHEN.id())
                                .build()));
        assertRejected(
                Rejection.INVALID,
                "patientId names no patient",
                () -> labResults.create(
                        nurse,
                        new LabFormBuilder()
                                .patientId(foreign.id())
                                .doctorId(CHEN.id())
                                .orderType("CBC")
                                .build()));
        assertRejected(
                Rejection.INVALID,
                "status of a new order",
                () -> labResults.create(
                        nurse,
                        new LabFormBuilder()
                                .patientId(patient.id())
                                .doctorId(CHEN.id())
                                .orderType("CBC")
                                .status(LabStatus.REVIEWED)
                                .build()));
        String id = ordered().id();
        assertRejected(
                Rejection.INVALID,
                "resultFlag needs a result",
                () -> labResults.update(
                        nurse, id, new LabFormBuilder().flag(LabFlag.NORMAL).build()));
        assertRejected(
                Rejection.INVALID,
                "result must be a text",
                () -> labResults.update(
                        nurse, id, new LabFormBuilder().result(" ").build()));
        assertRejected(
                Rejection.INVALID,
                "orderType cannot be changed",
                () -> labResults.update(
                        nurse, id, new LabFormBuilder().orderType("CBC").build()));
        assertThat(events).isEmpty();
    }

    @Test
    void isHiddenFromOtherTenants() {
        String id = ordered().id();

        assertRejected(Rejection.NOT_FOUND, "lab result not found", () -> labResults.get(stranger, id));
        assertRejected(
                Rejection.NOT_FOUND,
                "lab result not found",
                () -> labResults.update(stranger, id, status(LabStatus.CANCELLED)));
        assertThat(labResults.list(stranger, everything(), Optional.empty()).items())
                .isEmpty();
        assertThat(labResults.list(nurse, everything(), Optional.empty()).items())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"RECEPTIONIST", "BILLING", "PATIENT", "DISPLAY"})
    void isWrittenByThoseWhoTreat(Role role) {
        Caller caller = caller(tenant, role);
        String id = ordered().id();

        assertRejected(
                Rejection.FORBIDDEN,
                "may not order",
                () -> labResults.create(
                        caller,
                        new LabFormBuilder()
                                .patientId(patient.id())
                                .doctorId(CHEN.id())
                                .orderType("CBC")
                                .build()));
        assertRejected(
                Rejection.FORBIDDEN, "may not order", () -> labResults.update(caller, id, status(LabStatus.CANCELLED)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY"})
    void isClosedToPatientsAndDisplays(Role role) {
        Caller caller = caller(tenant, role);

        assertRejected(Rejection.FORBIDDEN, "", () -> labResults.list(caller, everything(), Optional.empty()));
        assertRejected(Rejection.FORBIDDEN, "", () -> labResults.get(caller, "x"));
    }

    /** An order without a result; what was published about it is forgotten. */
    private LabResultSnapshot ordered() {
        LabResultSnapshot order = labResults.create(
                nurse,
                new LabFormBuilder()
                        .patientId(patient.id())
                        .doctorId(CHEN.id())
                        .orderType("Punch biopsy")
                        .build());
        events.clear();
        return order;
    }

    private static RecordQuery<LabStatus> everything() {
        return RecordQuery.all(10);
    }

    private static LabForm status(LabStatus status) {
        return new LabFormBuilder().status(status).build();
    }
}
