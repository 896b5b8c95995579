package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.command.TimeRange;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.fixture.PatientSnapshotBuilder;
import dev.carewire.patient.PatientQuery;
import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatientRepositoryTest extends ClinicTest {

    PatientRepositoryTest(TestDatabases which) {
        super(which);
    }

    @Test
    void givesBackWhatWasStored() {
        PatientSnapshot full = new PatientSnapshot(
                "pat-1",
                "P-1000",
                "Zoë",
                "O'Neill-Łuczak 李",
                Optional.of(LocalDate.of(1899, 12, 31)),
                Optional.of("+1 555 0100"),
                Optional.of("zoe@example.org"),
                Optional.of("Coastal Health"),
                Long.MIN_VALUE,
                NOW,
                NOW.plusMillis(1),
                new ExtraFields("{\"seat\":{\"row\":3}}"));
        PatientSnapshot bare = patient("pat-2", "P-1001", 0);
        patientRepository.insert(tenant, full);
        patientRepository.insert(tenant, bare);

        assertThat(patientRepository.find(tenant, "pat-1")).contains(full);
        assertThat(patientRepository.find(tenant, "pat-2")).contains(bare);
        assertThat(patientRepository.lock(tenant, "pat-1")).contains(full);
        assertThat(patientRepository.find(tenant, "pat-3")).isEmpty();
    }

    @Test
    void replacesEveryField() {
        patientRepository.insert(
                tenant,
                new PatientSnapshot(
                        "pat-1",
                        "P-1000",
                        "Zoë",
                        "Adeyemi",
                        Optional.of(LocalDate.of(1990, 1, 1)),
                        Optional.of("1"),
                        Optional.of("zoe@example.org"),
                        Optional.of("Coastal Health"),
                        5,
                        NOW,
                        NOW,
                        ExtraFields.NONE));
        PatientSnapshot after = patient("pat-1", "P-1002", 9);

        patientRepository.update(tenant, after);

        assertThat(patientRepository.find(tenant, "pat-1")).contains(after);
    }

    @Test
    void keepsTenantsApart() {
        PatientSnapshot ours = patient("pat-1", "P-1000", 1);
        PatientSnapshot theirs = patient("pat-1", "P-1000", 2);
        patientRepository.insert(tenant, ours);
        assertThat(patientRepository.find(otherTenant, "pat-1")).isEmpty();
        assertThat(patientRepository.lock(otherTenant, "pat-1")).isEmpty();
        assertThat(patientRepository.delete(otherTenant, "pat-1")).isFalse();

        patientRepository.insert(otherTenant, theirs);
        patientRepository.update(otherTenant, patient("pat-1", "P-1000", 3));

        assertThat(patientRepository.find(tenant, "pat-1")).contains(ours);
        assertThat(patientRepository.list(
                        tenant, new PatientQuery(Optional.empty(), TimeRange.ALL, 10), Optional.empty(), 10))
                .containsExactly(ours);
    }

    @Test
    void refusesTheSameIdOrCodeTwice() {
        patientRepository.insert(tenant, patient("pat-1", "P-1000", 1));

        assertThatThrownBy(() -> patientRepository.insert(tenant, patient("pat-1", "P-1001", 1)))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> patientRepository.insert(tenant, patient("pat-2", "P-1000", 1)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aLockKeepsChangesFromOverwritingEachOther() {
        patientRepository.insert(tenant, patient("pat-1", "P-1000", 0));

        allAtOnce(
                8,
                () -> transactions.inTransaction(() -> {
                    PatientSnapshot before =
                            patientRepository.lock(tenant, "pat-1").orElseThrow();
                    patientRepository.update(
                            tenant,
                            patient("pat-1", "P-1000", before.balanceCents().orElseThrow() + 1));
                    return before;
                }));

        assertThat(patientRepository.find(tenant, "pat-1").orElseThrow().balanceCents())
                .contains(8L);
    }

    @Test
    void drawsCodesInOrderForEachTenant() {
        assertThat(patientRepository.nextCode(tenant)).isEqualTo("P-0001");
        assertThat(patientRepository.nextCode(tenant)).isEqualTo("P-0002");
        assertThat(patientRepository.nextCode(otherTenant)).isEqualTo("P-0001");
    }

    @Test
    void takesPartInTheOpenTransaction() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    patientRepository.insert(tenant, patient("pat-1", "P-1000", 0));
                    assertThat(patientRepository.find(tenant, "pat-1")).isPresent();
                    patientRepository.nextCode(tenant);
                    throw new IllegalStateException("power cut");
                }))
                .hasMessage("power cut");

        assertThat(patientRepository.find(tenant, "pat-1")).isEmpty();
        assertThat(patientRepository.nextCode(tenant)).isEqualTo("P-0001");
    }

    @Test
    void listsByLastNameFirstNameAndCode() {
        PatientSnapshot third = named("pat-1", "P-3", "Bo", "Berg");
        PatientSnapshot second = named("pat-2", "P-2", "Al", "Berg");
        PatientSnapshot first = named("pat-3", "P-1", "Al", "Berg");
        PatientSnapshot last = named("pat-4", "P-0", "Al", "Cole");

        assertThat(patientRepository.list(
                        tenant, new PatientQuery(Optional.empty(), TimeRange.ALL, 10), Optional.empty(), 10))
                .containsExactly(first, second, third, last);
    }

    private PatientSnapshot named(String id, String code, String firstName, String lastName) {
        PatientSnapshot patient = new PatientSnapshotBuilder(id, code, firstName, lastName, 0, NOW, NOW).build();
        patientRepository.insert(tenant, patient);
        return patient;
    }

    private static PatientSnapshot patient(String id, String code, long balanceCents) {
        Instant later = NOW.plusSeconds(60);
        return new PatientSnapshotBuilder(id, code, "Zoë", "Adeyemi", balanceCents, NOW, later).build();
    }
}
