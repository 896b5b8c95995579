package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.fixture.AppointmentQueryBuilder;
import dev.carewire.fixture.AppointmentSnapshotBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AppointmentRepositoryTest extends ClinicTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private PatientSnapshot patient;

    AppointmentRepositoryTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void registerAPatient() {
        patient = patient("Tove", "Lindqvist");
    }

    @ParameterizedTest
    @EnumSource(AppointmentStatus.class)
    void givesBackEveryStatus(AppointmentStatus status) {
        AppointmentSnapshot stored = appointment("apt-1", CHEN, status, NOW);
        appointmentRepository.insert(tenant, stored);

        assertThat(appointmentRepository.find(tenant, "apt-1")).contains(stored);
    }

    @Test
    void replacesEveryField() {
        appointmentRepository.insert(tenant, appointment("apt-1", CHEN, AppointmentStatus.PENDING, NOW));
        AppointmentSnapshot after =
                full("apt-1", OKORO, AppointmentStatus.IN_ROOM, NOW.plusSeconds(5), "x".repeat(4_000));

        appointmentRepository.update(tenant, after);

        assertThat(appointmentRepository.find(tenant, "apt-1")).contains(after);
    }

    @Test
    void keepsTenantsApart() {
        AppointmentSnapshot stored = appointment("apt-1", CHEN, AppointmentStatus.PENDING, NOW);
        appointmentRepository.insert(tenant, stored);

        appointmentRepository.update(otherTenant, appointment("apt-1", OKORO, AppointmentStatus.NO_SHOW, NOW));

        assertThat(appointmentRepository.find(otherTenant, "apt-1")).isEmpty();
        assertThat(appointmentRepository.delete(otherTenant, "apt-1")).isFalse();
        assertThat(appointmentRepository.list(otherTenant, new AppointmentQueryBuilder().build(), Optional.empty(), 50))
                .isEmpty();
        assertThat(appointmentRepository.find(tenant, "apt-1")).contains(stored);
    }

    @Test
    void showsNothingOfAPatientOfAnotherTenant() {
        AppointmentSnapshot foreign = appointment("apt-1", CHEN, AppointmentStatus.PENDING, NOW);
        appointmentRepository.insert(otherTenant, foreign);

        assertThat(appointmentRepository
                        .find(otherTenant, "apt-1")
                        .orElseThrow()
                        .patient())
                .isEqualTo(PatientSnapshot.ofId(foreign.patient().id()));
    }

    @Test
    void removesWhatNothingRefersTo() {
        appointmentRepository.insert(tenant, appointment("apt-1", CHEN, AppointmentStatus.PENDING, NOW));

        assertThat(appointmentRepository.delete(tenant, "apt-1")).isTrue();
        assertThat(appointmentRepository.delete(tenant, "apt-1")).isFalse();
        assertThat(appointmentRepository.find(tenant, "apt-1")).isEmpty();
    }

    @Test
    void listsTheDayOfTheZoneThatIsAsked() {
        AppointmentSnapshot late =
                appointment("apt-1", CHEN, AppointmentStatus.PENDING, Instant.parse("2026-11-20T23:30:00Z"));
        appointmentRepository.insert(tenant, late);
        LocalDate day = LocalDate.of(2026, 11, 20);

        assertThat(appointmentRepository.list(
                        tenant, new AppointmentQueryBuilder().date(day, BERLIN).build(), Optional.empty(), 50))
                .isEmpty();
        assertThat(appointmentRepository.list(
                        tenant,
                        new AppointmentQueryBuilder().date(day, ZoneOffset.UTC).build(),
                        Optional.empty(),
                        50))
                .containsExactly(late);
    }

    @Test
    void drawsCodesInOrderForEachTenant() {
        assertThat(appointmentRepository.nextCode(tenant)).isEqualTo("APT-0001");
        assertThat(appointmentRepository.nextCode(tenant)).isEqualTo("APT-0002");
        assertThat(appointmentRepository.nextCode(otherTenant)).isEqualTo("APT-0001");
    }

    private AppointmentSnapshot appointment(String id, StaffSnapshot doctor, AppointmentStatus status, Instant start) {
        return new AppointmentSnapshotBuilder(
                        id,
                        "APT-" + id,
                        patient,
                        doctor,
                        start,
                        start.plusMillis(1),
                        status,
                        "general",
                        false,
                        start,
                        start)
                .build();
    }

    /** With every optional component. */
    private AppointmentSnapshot full(
            String id, StaffSnapshot doctor, AppointmentStatus status, Instant start, String text) {
        return new AppointmentSnapshotBuilder(
                        id,
                        "APT-" + id + "-2",
                        patient,
                        doctor,
                        start,
                        start.plusMillis(1),
                        status,
                        "follow-up",
                        true,
                        start,
                        start)
                .locationId("harbor")
                .locationName("Harbor Clinic")
                .typeName("Follow-up")
                .queueNumber("A001")
                .reason(text)
                .notes(text)
                .build();
    }
}
