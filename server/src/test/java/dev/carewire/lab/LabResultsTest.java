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
        LabResultSnapshot order = labResults.create(nurse, order(Optional.of("Punch biopsy")));

        assertThat(order)
                .isEqualTo(new LabResultSnapshot(
                        order.id(),
                        patient,
                        CHEN,
                        Optional.empty(),
                        "Punch biopsy",
                        LabStatus.ORDERED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        NOW,
                        NOW));
        assertThat(labResults.get(nurse, order.id())).isEqualTo(order);
        assertThat(events).<Record>map(Event::payload).containsExactly(new LabResultCreated(order));
        assertThat(ready).isEmpty();
    }

    @Test
    void takesPatientAndDoctorFromTheVisit() {
        VisitSnapshot visit = visits.create(
                nurse,
                visitForm(Optional.empty(), Optional.of(appointment(patient).id()), Optional.empty()));

        LabResultSnapshot order = labResults.create(
                nurse,
                new LabForm(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(visit.id()),
                        Optional.of("CBC"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));

        assertThat(order.patient()).isEqualTo(patient);
        assertThat(order.doctor()).isEqualTo(CHEN);
        assertThat(order.visitId()).contains(visit.id());
    }

    @Test
    void itsDoctorHearsOfTheResultAndOfEachCorrection() {
        String id = ordered().id();
        clock.advance(Duration.ofMinutes(1));

        LabResultSnapshot resulted = labResults.update(nurse, id, result("Atypical", Optional.of(LabFlag.ABNORMAL)));
        LabResultSnapshot same = labResults.update(nurse, id, result("Atypical", Optional.empty()));
        LabResultSnapshot corrected = labResults.update(nurse, id, result("Malignant", Optional.of(LabFlag.CANCEROUS)));

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
                new LabForm(
                        Optional.of(patient.id()),
                        Optional.of(CHEN.id()),
                        Optional.empty(),
                        Optional.of("CBC"),
                        Optional.of("13.1 g/dl"),
                        Optional.of(LabFlag.NORMAL),
                        Optional.empty()));

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
        labResults.update(nurse, id, result("Benign", Optional.of(LabFlag.BENIGN)));
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
                () -> labResults.update(nurse, id, result("Other", Optional.empty())));
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
                        new LabForm(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("Benign"),
                                Optional.empty(),
                                Optional.of(LabStatus.REVIEWED))));
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
                Rejection.INVALID, "orderType is required", () -> labResults.create(nurse, order(Optional.empty())));
        assertRejected(
                Rejection.INVALID,
                "patientId names no patient",
                () -> labResults.create(
                        nurse,
                        new LabForm(
                                Optional.of(foreign.id()),
                                Optional.of(CHEN.id()),
                                Optional.empty(),
                                Optional.of("CBC"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())));
        assertRejected(
                Rejection.INVALID,
                "status of a new order",
                () -> labResults.create(
                        nurse,
                        new LabForm(
                                Optional.of(patient.id()),
                                Optional.of(CHEN.id()),
                                Optional.empty(),
                                Optional.of("CBC"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(LabStatus.REVIEWED))));
        String id = ordered().id();
        assertRejected(
                Rejection.INVALID,
                "resultFlag needs a result",
                () -> labResults.update(
                        nurse,
                        id,
                        new LabForm(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(LabFlag.NORMAL),
                                Optional.empty())));
        assertRejected(
                Rejection.INVALID,
                "result must be a text",
                () -> labResults.update(nurse, id, result(" ", Optional.empty())));
        assertRejected(
                Rejection.INVALID,
                "orderType cannot be changed",
                () -> labResults.update(
                        nurse,
                        id,
                        new LabForm(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("CBC"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())));
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
                Rejection.FORBIDDEN, "may not order", () -> labResults.create(caller, order(Optional.of("CBC"))));
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
        LabResultSnapshot order = labResults.create(nurse, order(Optional.of("Punch biopsy")));
        events.clear();
        return order;
    }

    private static RecordQuery<LabStatus> everything() {
        return RecordQuery.all(10);
    }

    private LabForm order(Optional<String> orderType) {
        return new LabForm(
                Optional.of(patient.id()),
                Optional.of(CHEN.id()),
                Optional.empty(),
                orderType,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static LabForm result(String result, Optional<LabFlag> flag) {
        return new LabForm(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(result),
                flag,
                Optional.empty());
    }

    private static LabForm status(LabStatus status) {
        return new LabForm(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(status));
    }
}
