package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.command.RecordConflict;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.fixture.PrescriptionSnapshotBuilder;
import dev.carewire.fixture.QueueFormBuilder;
import dev.carewire.fixture.VisitSnapshotBuilder;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordQuery;
import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VisitRepositoryTest extends ClinicTest {

    private PatientSnapshot patient;

    VisitRepositoryTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void registerAPatient() {
        patient = patient("Tove", "Lindqvist");
    }

    @ParameterizedTest
    @EnumSource(VisitStatus.class)
    void givesBackEveryStatus(VisitStatus status) {
        VisitSnapshot stored = bare("visit-1", "V-1", status, NOW);
        visitRepository.insert(tenant, stored);

        assertThat(visitRepository.find(tenant, "visit-1")).contains(stored);
    }

    @Test
    void replacesEveryField() {
        visitRepository.insert(tenant, bare("visit-1", "V-1", VisitStatus.DRAFT, NOW));
        AppointmentSnapshot appointment = appointment(patient);
        QueueEntrySnapshot entry = queue.create(
                nurse, new QueueFormBuilder().patientId(patient.id()).build());
        VisitSnapshot after = new VisitSnapshot(
                "visit-1",
                "V-2",
                patient,
                OKORO,
                VisitStatus.CLOSED,
                Optional.of(appointment.id()),
                Optional.of(entry.id()),
                Optional.of("Rash"),
                Optional.of("Line one\nline two"),
                NOW.plusMillis(1),
                Optional.of(NOW.plusMillis(2)),
                NOW.plusMillis(3),
                NOW.plusMillis(4),
                List.of(),
                new ExtraFields("{\"seat\":{\"row\":3}}"));

        visitRepository.update(tenant, after);

        assertThat(visitRepository.find(tenant, "visit-1")).contains(after);
        assertThat(queueRepository.find(tenant, entry.id()).orElseThrow().visitId())
                .contains("visit-1");
    }

    @Test
    void listsNewestFirst() {
        visitRepository.insert(tenant, bare("visit-1", "V-1", VisitStatus.OPEN, NOW));
        visitRepository.insert(tenant, bare("visit-2", "V-2", VisitStatus.CLOSED, NOW.plusMillis(1)));

        assertThat(ids(Set.of())).containsExactly("visit-2", "visit-1");
        assertThat(ids(Set.of(VisitStatus.OPEN, VisitStatus.DRAFT))).containsExactly("visit-1");
    }

    @Test
    void aVisitHasWhatWasPrescribedInItOldestFirst() {
        JdbiPrescriptions prescriptions = new JdbiPrescriptions(database(), KeptRecords.ALL);
        visitRepository.insert(tenant, bare("visit-1", "V-1", VisitStatus.OPEN, NOW));
        visitRepository.insert(tenant, bare("visit-2", "V-2", VisitStatus.OPEN, NOW.minusMillis(1)));
        visitRepository.insert(tenant, bare("visit-3", "V-3", VisitStatus.OPEN, NOW.minusMillis(2)));
        PrescriptionSnapshot later = new PrescriptionSnapshotBuilder(
                        "rx-1",
                        patient,
                        CHEN,
                        "Cetirizine 10 mg",
                        PrescriptionStatus.PENDING,
                        NOW.plusMillis(1),
                        NOW.plusMillis(1))
                .visitId("visit-1")
                .build();
        PrescriptionSnapshot first = new PrescriptionSnapshotBuilder(
                        "rx-2", patient, CHEN, "Cetirizine 10 mg", PrescriptionStatus.PENDING, NOW, NOW)
                .visitId("visit-1")
                .build();
        PrescriptionSnapshot others = new PrescriptionSnapshotBuilder(
                        "rx-3", patient, CHEN, "Cetirizine 10 mg", PrescriptionStatus.PENDING, NOW, NOW)
                .visitId("visit-3")
                .build();
        Stream.of(
                        later,
                        first,
                        others,
                        new PrescriptionSnapshotBuilder(
                                        "rx-4", patient, CHEN, "Cetirizine 10 mg", PrescriptionStatus.PENDING, NOW, NOW)
                                .build())
                .forEach(written -> prescriptions.insert(tenant, written));

        assertThat(visitRepository.find(tenant, "visit-1").orElseThrow().prescriptions())
                .containsExactly(first, later);
        assertThat(visitRepository.list(tenant, query(Set.of()), Optional.empty(), 10))
                .extracting(VisitSnapshot::prescriptions)
                .containsExactly(List.of(first, later), List.of(), List.of(others));
    }

    @Test
    void ofVeryManyPrescriptionsAVisitHasTheNewest() {
        JdbiPrescriptions prescriptions = new JdbiPrescriptions(database(), KeptRecords.ALL);
        visitRepository.insert(tenant, bare("visit-1", "V-1", VisitStatus.OPEN, NOW));
        for (int i = 0; i <= 50; i++) {
            prescriptions.insert(
                    tenant,
                    new PrescriptionSnapshotBuilder(
                                    "rx-" + i,
                                    patient,
                                    CHEN,
                                    "Cetirizine 10 mg",
                                    PrescriptionStatus.PENDING,
                                    NOW.plusMillis(i),
                                    NOW.plusMillis(i))
                            .visitId("visit-1")
                            .build());
        }

        assertThat(visitRepository.find(tenant, "visit-1").orElseThrow().prescriptions())
                .hasSize(50)
                .startsWith(new PrescriptionSnapshotBuilder(
                                "rx-1",
                                patient,
                                CHEN,
                                "Cetirizine 10 mg",
                                PrescriptionStatus.PENDING,
                                NOW.plusMillis(1),
                                NOW.plusMillis(1))
                        .visitId("visit-1")
                        .build())
                .endsWith(new PrescriptionSnapshotBuilder(
                                "rx-50",
                                patient,
                                CHEN,
                                "Cetirizine 10 mg",
                                PrescriptionStatus.PENDING,
                                NOW.plusMillis(50),
                                NOW.plusMillis(50))
                        .visitId("visit-1")
                        .build());
    }

    /** The database reported the second visit of an entry as a duplicate id. */
    @Test
    void namesTheQueueEntryThatHasAVisit() {
        visitRepository.insert(tenant, ofEntry("visit-1", "V-1"));

        assertRejected(
                Rejection.CONFLICT,
                "queue entry has a visit already (visit-1)",
                () -> visitRepository.insert(tenant, ofEntry("visit-2", "V-2")));
        assertThat(catchThrowableOfType(
                                RejectedException.class,
                                () -> visitRepository.insert(tenant, ofEntry("visit-2", "V-2")))
                        .recordConflict())
                .contains(new RecordConflict("queueEntryId", "visit-1"));
        assertRejected(
                Rejection.CONFLICT,
                "id: taken by another record",
                () -> visitRepository.insert(tenant, ofEntry("visit-1", "V-2")));
        visitRepository.insert(otherTenant, ofEntry("visit-1", "V-1"));
    }

    @Test
    void oneOfSeveralVisitsOfAQueueEntryAtOneMomentIsStored() {
        List<Callable<String>> insertions = IntStream.range(0, 4)
                .<Callable<String>>mapToObj(index -> () -> insertionResult(ofEntry("visit-" + index, "V-" + index)))
                .toList();

        List<String> results = allAtOnce(insertions);
        String stored = ids(Set.of()).get(0);
        assertThat(results)
                .containsOnlyOnce("stored")
                .containsOnly("stored", "queue entry has a visit already (" + stored + ")");
        assertThat(ids(Set.of())).hasSize(1);
    }

    private String insertionResult(VisitSnapshot visit) {
        try {
            transactions.inTransaction(() -> visitRepository.insert(tenant, visit));
            return "stored";
        } catch (RejectedException refused) {
            return refused.text();
        }
    }

    /** The server draws codes, so a client cannot mend a duplicate. */
    @Test
    void aDuplicateCodeIsNotTheClientsFault() {
        visitRepository.insert(tenant, bare("visit-1", "V-1", VisitStatus.OPEN, NOW));

        assertThatThrownBy(() -> visitRepository.insert(tenant, bare("visit-2", "V-1", VisitStatus.OPEN, NOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("visits");
    }

    @Test
    void keepsTenantsApart() {
        VisitSnapshot stored = bare("visit-1", "V-1", VisitStatus.OPEN, NOW);
        visitRepository.insert(tenant, stored);

        visitRepository.update(otherTenant, bare("visit-1", "V-9", VisitStatus.CANCELLED, NOW));
        visitRepository.delete(otherTenant, "visit-1");

        assertThat(visitRepository.find(otherTenant, "visit-1")).isEmpty();
        assertThat(visitRepository.list(otherTenant, query(Set.of()), Optional.empty(), 10))
                .isEmpty();
        assertThat(visitRepository.find(tenant, "visit-1")).contains(stored);
    }

    @Test
    void showsNothingOfAPatientOfAnotherTenant() {
        VisitSnapshot foreign = bare("visit-1", "V-1", VisitStatus.OPEN, NOW);
        visitRepository.insert(otherTenant, foreign);

        assertThat(visitRepository.find(otherTenant, "visit-1").orElseThrow().patient())
                .isEqualTo(PatientSnapshot.ofId(foreign.patient().id()));
    }

    @Test
    void removes() {
        visitRepository.insert(tenant, bare("visit-1", "V-1", VisitStatus.OPEN, NOW));

        visitRepository.delete(tenant, "visit-1");

        assertThat(visitRepository.find(tenant, "visit-1")).isEmpty();
    }

    @Test
    void drawsCodesInOrderForEachTenant() {
        assertThat(visitRepository.nextCode(tenant)).isEqualTo("V-0001");
        assertThat(visitRepository.nextCode(tenant)).isEqualTo("V-0002");
        assertThat(visitRepository.nextCode(otherTenant)).isEqualTo("V-0001");
    }

    private List<String> ids(Set<VisitStatus> statuses) {
        return visitRepository.list(tenant, query(statuses), Optional.empty(), 10).stream()
                .map(VisitSnapshot::id)
                .toList();
    }

    private static RecordQuery<VisitStatus> query(Set<VisitStatus> statuses) {
        return RecordQuery.<VisitStatus>all(10).in(statuses);
    }

    private VisitSnapshot ofEntry(String id, String code) {
        return new VisitSnapshotBuilder(id, code, patient, CHEN, VisitStatus.OPEN, NOW, NOW, NOW, List.of())
                .queueEntryId("entry-1")
                .build();
    }

    private VisitSnapshot bare(String id, String code, VisitStatus status, Instant openedAt) {
        return new VisitSnapshotBuilder(id, code, patient, CHEN, status, openedAt, openedAt, openedAt, List.of())
                .build();
    }
}
