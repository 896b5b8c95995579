package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.appointment.AppointmentQuery;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.StaffSnapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
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
        AppointmentSnapshot stored = appointment("apt-1", CHEN, status, NOW, Optional.empty());
        appointmentRepository.insert(tenant, stored);

        assertThat(appointmentRepository.find(tenant, "apt-1")).contains(stored);
    }

    @Test
    void replacesEveryField() {
        appointmentRepository.insert(
                tenant, appointment("apt-1", CHEN, AppointmentStatus.PENDING, NOW, Optional.empty()));
        AppointmentSnapshot after = appointment(
                "apt-1", OKORO, AppointmentStatus.IN_ROOM, NOW.plusSeconds(5), Optional.of("x".repeat(4_000)));

        appointmentRepository.update(tenant, after);

        assertThat(appointmentRepository.find(tenant, "apt-1")).contains(after);
    }

    @Test
    void keepsTenantsApart() {
        AppointmentSnapshot stored = appointment("apt-1", CHEN, AppointmentStatus.PENDING, NOW, Optional.empty());
        appointmentRepository.insert(tenant, stored);

        appointmentRepository.update(
                otherTenant, appointment("apt-1", OKORO, AppointmentStatus.NO_SHOW, NOW, Optional.empty()));

        assertThat(appointmentRepository.find(otherTenant, "apt-1")).isEmpty();
        assertThat(appointmentRepository.delete(otherTenant, "apt-1")).isFalse();
        assertThat(appointmentRepository.list(otherTenant, query(Optional.empty(), Set.of()), BERLIN))
                .isEmpty();
        assertThat(appointmentRepository.find(tenant, "apt-1")).contains(stored);
    }

    @Test
    void refusesAPatientOfAnotherTenant() {
        assertThatThrownBy(() -> appointmentRepository.insert(
                        otherTenant, appointment("apt-1", CHEN, AppointmentStatus.PENDING, NOW, Optional.empty())))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void removesWhatNothingRefersTo() {
        appointmentRepository.insert(
                tenant, appointment("apt-1", CHEN, AppointmentStatus.PENDING, NOW, Optional.empty()));

        assertThat(appointmentRepository.delete(tenant, "apt-1")).isTrue();
        assertThat(appointmentRepository.delete(tenant, "apt-1")).isFalse();
        assertThat(appointmentRepository.find(tenant, "apt-1")).isEmpty();
    }

    @Test
    void listsTheDayOfTheZoneThatIsAsked() {
        AppointmentSnapshot late = appointment(
                "apt-1", CHEN, AppointmentStatus.PENDING, Instant.parse("2026-11-20T23:30:00Z"), Optional.empty());
        appointmentRepository.insert(tenant, late);
        AppointmentQuery today = query(Optional.of(LocalDate.of(2026, 11, 20)), Set.of());

        assertThat(appointmentRepository.list(tenant, today, BERLIN)).isEmpty();
        assertThat(appointmentRepository.list(tenant, today, ZoneId.of("UTC"))).containsExactly(late);
    }

    @Test
    void drawsCodesInOrderForEachTenant() {
        assertThat(appointmentRepository.nextCode(tenant)).isEqualTo("APT-0001");
        assertThat(appointmentRepository.nextCode(tenant)).isEqualTo("APT-0002");
        assertThat(appointmentRepository.nextCode(otherTenant)).isEqualTo("APT-0001");
    }

    private static AppointmentQuery query(Optional<LocalDate> date, Set<AppointmentStatus> statuses) {
        return new AppointmentQuery(date, Optional.empty(), Optional.empty(), statuses, 10);
    }

    private AppointmentSnapshot appointment(
            String id, StaffSnapshot doctor, AppointmentStatus status, Instant start, Optional<String> text) {
        return new AppointmentSnapshot(
                id,
                "APT-" + id + (text.isPresent() ? "-2" : ""),
                patient,
                doctor,
                text.map(given -> "harbor"),
                text.map(given -> "Harbor Clinic"),
                start,
                start.plusMillis(1),
                status,
                text.map(given -> "follow-up").orElse("general"),
                text.map(given -> "Follow-up"),
                text.isPresent(),
                text.map(given -> "A001"),
                text,
                text,
                start,
                start);
    }
}
