package dev.carewire.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.SampleEvents;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.TenantId;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferencesTest {

    private static final TenantId TENANT = SampleEvents.TENANT;
    private static final PatientSnapshot PATIENT = SampleEvents.PATIENT;
    private static final VisitSnapshot VISIT = SampleEvents.VISIT;
    private static final Referenced<VisitSnapshot> VISIT_REFERENCE = Referenced.kept(VISIT.id(), VISIT);

    private final InMemoryRecordDirectory directory = new InMemoryRecordDirectory();
    private final References references = new References(directory);

    @BeforeEach
    void fill() {
        directory.put(TENANT, PATIENT.id(), PATIENT);
        directory.put(TENANT, VISIT.doctor().id(), VISIT.doctor());
    }

    @Test
    void resolvesWhatTheServerKeeps() {
        assertThat(references.lockPatient(TENANT, PATIENT.id())).isEqualTo(PATIENT);
        assertThat(references.doctor(TENANT, VISIT.doctor().id())).isEqualTo(VISIT.doctor());
    }

    @Test
    void rejectsUnknownIdsAndNamesTheField() {
        assertInvalid("patientId names no patient", () -> references.lockPatient(TENANT, "other"));
        assertInvalid("doctorId names nobody who works here", () -> references.doctor(TENANT, "other"));
        assertInvalid("assigneeId names nobody who works here", () -> references.assignee(TENANT, "other"));
        assertInvalid("roomId names no room", () -> references.room(TENANT, "other"));
        assertInvalid("roomId names no room", () -> references.lockRoom(TENANT, "other"));
        assertInvalid("appointmentId names no appointment", () -> references.appointment(TENANT, "other"));
        assertInvalid("queueEntryId names no queue entry", () -> references.queueEntry(TENANT, "other"));
        assertInvalid("visitId names no visit", () -> references.visit(TENANT, "other"));
    }

    @Test
    void rejectsMalformedIdsBeforeAnyLookup() {
        assertInvalid("patientId must be an id", () -> references.lockPatient(TENANT, "a\u0000b"));
    }

    @Test
    void takesTheIdsOfRecordsThatAnotherSystemKeeps() {
        directory.keepElsewhere(PatientSnapshot.class);
        directory.keepElsewhere(StaffSnapshot.class);
        directory.keepElsewhere(RoomSnapshot.class);
        directory.keepElsewhere(AppointmentSnapshot.class);

        assertThat(references.lockPatient(TENANT, "p-7")).isEqualTo(PatientSnapshot.ofId("p-7"));
        assertThat(references.doctor(TENANT, "d-7")).isEqualTo(StaffSnapshot.ofId("d-7"));
        assertThat(references.assignee(TENANT, "d-7")).isEqualTo(StaffSnapshot.ofId("d-7"));
        assertThat(references.room(TENANT, "r-7")).isEqualTo(RoomSnapshot.ofId("r-7"));
        assertThat(references.lockRoom(TENANT, "r-7")).isEqualTo(RoomSnapshot.ofId("r-7"));
        assertThat(references.appointment(TENANT, "a-7")).isEqualTo(new Referenced<>("a-7", Optional.empty()));
        assertInvalid("doctorId must be an id", () -> references.doctor(TENANT, " "));
    }

    @Test
    void requiresPatientAndDoctorOfAVisitThatAnotherSystemKeeps() {
        directory.keepElsewhere(VisitSnapshot.class);
        Optional<Referenced<VisitSnapshot>> visit = Optional.of(references.visit(TENANT, "v-7"));

        assertInvalid("patientId is required", () -> references.lockPatient(TENANT, Optional.empty(), visit));
        assertInvalid("doctorId is required", () -> references.doctor(TENANT, Optional.empty(), visit));
        assertThat(references.lockPatient(TENANT, Optional.of(PATIENT.id()), visit))
                .isEqualTo(PATIENT);
    }

    @Test
    void takesPatientAndDoctorFromTheVisit() {
        assertThat(references.lockPatient(TENANT, Optional.empty(), Optional.of(VISIT_REFERENCE)))
                .isEqualTo(PATIENT);
        assertThat(references.doctor(TENANT, Optional.empty(), Optional.of(VISIT_REFERENCE)))
                .isEqualTo(VISIT.doctor());
    }

    @Test
    void requiresPatientAndDoctorWithoutVisit() {
        assertInvalid(
                "patientId is required", () -> references.lockPatient(TENANT, Optional.empty(), Optional.empty()));
        assertInvalid("doctorId is required", () -> references.doctor(TENANT, Optional.empty(), Optional.empty()));
    }

    @Test
    void rejectsAnotherPatientsVisit() {
        assertInvalid(
                "visitId is another patient's",
                () -> references.lockPatient(TENANT, Optional.of("other"), Optional.of(VISIT_REFERENCE)));
    }

    private static void assertInvalid(String text, ThrowingCallable command) {
        assertThatThrownBy(command)
                .asInstanceOf(type(RejectedException.class))
                .satisfies(rejected -> assertThat(rejected.rejection()).isEqualTo(Rejection.INVALID))
                .satisfies(rejected -> assertThat(rejected.text()).startsWith(text));
    }
}
