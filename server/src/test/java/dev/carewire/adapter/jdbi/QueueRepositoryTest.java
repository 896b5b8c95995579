package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.fixture.QueueEntrySnapshotBuilder;
import dev.carewire.record.RecordQuery;
import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueueRepositoryTest extends ClinicTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    private PatientSnapshot patient;
    private AppointmentSnapshot appointment;

    QueueRepositoryTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void makeAnAppointment() {
        patient = patient("Tove", "Lindqvist");
        appointment = appointment(patient);
    }

    @ParameterizedTest
    @EnumSource(QueueStatus.class)
    void givesBackEveryStatus(QueueStatus status) {
        QueueEntrySnapshot stored = bare("queue-1", status, 0, NOW);
        queueRepository.insert(tenant, stored);

        assertThat(queueRepository.find(tenant, "queue-1")).contains(stored);
    }

    @Test
    void replacesEveryField() {
        queueRepository.insert(tenant, bare("queue-1", QueueStatus.WAITING, 0, NOW));
        QueueEntrySnapshot after = new QueueEntrySnapshot(
                "queue-1",
                "F007",
                QueueKind.FOLLOW_UP,
                patient,
                Optional.of(appointment.id()),
                Optional.empty(),
                Optional.of(OKORO),
                Optional.of(ROOM),
                QueueStatus.COMPLETED,
                100,
                true,
                Optional.of("kiosk"),
                Optional.of("Hard of hearing"),
                NOW.plusMillis(1),
                Optional.of(NOW.plusMillis(2)),
                Optional.of(NOW.plusMillis(3)),
                Optional.of(NOW.plusMillis(4)),
                Optional.of(NOW.plusMillis(5)),
                NOW.plusMillis(6),
                NOW.plusMillis(7),
                new ExtraFields("{\"seat\":{\"row\":3}}"));

        queueRepository.update(tenant, after);

        assertThat(queueRepository.find(tenant, "queue-1")).contains(after);
    }

    @Test
    void findsTheNewestOpenEntryOfAnAppointment() {
        assertThat(queueRepository.findOpen(tenant, appointment.id())).isEmpty();
        insert("queue-1", QueueStatus.WAITING, NOW);
        insert("queue-2", QueueStatus.IN_PROGRESS, NOW.plusMillis(1));
        insert("queue-3", QueueStatus.COMPLETED, NOW.plusMillis(2));
        insert("queue-4", QueueStatus.CANCELLED, NOW.plusMillis(3));
        insert("queue-5", QueueStatus.NO_SHOW, NOW.plusMillis(4));

        assertThat(queueRepository.findOpen(tenant, appointment.id()).map(QueueEntrySnapshot::id))
                .contains("queue-2");
        assertThat(queueRepository.findOpen(otherTenant, appointment.id())).isEmpty();
    }

    @Test
    void listsInCallingOrder() {
        queueRepository.insert(tenant, bare("queue-1", QueueStatus.WAITING, 0, NOW.plusMillis(1)));
        queueRepository.insert(tenant, bare("queue-2", QueueStatus.WAITING, 0, NOW));
        queueRepository.insert(tenant, bare("queue-3", QueueStatus.IN_PROGRESS, 1, NOW.plusMillis(2)));

        assertThat(ids(Set.of())).containsExactly("queue-3", "queue-2", "queue-1");
        assertThat(ids(Set.of(QueueStatus.WAITING))).containsExactly("queue-2", "queue-1");
        assertThat(ids(Set.of(QueueStatus.NO_SHOW))).isEmpty();
    }

    @Test
    void countsWhoIsCalledBefore() {
        QueueEntrySnapshot last = bare("queue-2", QueueStatus.WAITING, 0, NOW.plusMillis(1));
        List<QueueEntrySnapshot> inOrder = List.of(
                bare("queue-5", QueueStatus.WAITING, 1, NOW.plusMillis(9)),
                bare("queue-3", QueueStatus.WAITING, 0, NOW),
                bare("queue-4", QueueStatus.WAITING, 0, NOW),
                bare("queue-1", QueueStatus.WAITING, 0, NOW.plusMillis(1)),
                last);
        inOrder.forEach(entry -> queueRepository.insert(tenant, entry));
        queueRepository.insert(tenant, bare("queue-6", QueueStatus.IN_PROGRESS, 9, NOW));

        assertThat(ids(Set.of(QueueStatus.WAITING)))
                .isEqualTo(inOrder.stream().map(QueueEntrySnapshot::id).toList());
        assertThat(inOrder)
                .map(entry -> queueRepository.countAhead(tenant, entry))
                .containsExactly(0, 1, 2, 3, 4);
        assertThat(queueRepository.countAhead(otherTenant, last)).isZero();
    }

    @Test
    void keepsTenantsApart() {
        QueueEntrySnapshot stored = bare("queue-1", QueueStatus.WAITING, 0, NOW);
        queueRepository.insert(tenant, stored);

        queueRepository.update(otherTenant, bare("queue-1", QueueStatus.NO_SHOW, 5, NOW));

        assertThat(queueRepository.find(otherTenant, "queue-1")).isEmpty();
        assertThat(queueRepository.delete(otherTenant, "queue-1")).isFalse();
        assertThat(queueRepository.list(otherTenant, query(Set.of()), Optional.empty(), 10))
                .isEmpty();
        assertThat(queueRepository.find(tenant, "queue-1")).contains(stored);
    }

    @Test
    void removesOnce() {
        queueRepository.insert(tenant, bare("queue-1", QueueStatus.WAITING, 0, NOW));

        assertThat(queueRepository.delete(tenant, "queue-1")).isTrue();
        assertThat(queueRepository.delete(tenant, "queue-1")).isFalse();
    }

    @Test
    void countsEachKindOfTicketAnewEveryDay() {
        assertThat(queueRepository.nextTicket(tenant, QueueKind.APPOINTMENT, TODAY))
                .isEqualTo("A001");
        assertThat(queueRepository.nextTicket(tenant, QueueKind.APPOINTMENT, TODAY))
                .isEqualTo("A002");
        assertThat(queueRepository.nextTicket(tenant, QueueKind.WALK_IN, TODAY)).isEqualTo("W001");
        assertThat(queueRepository.nextTicket(tenant, QueueKind.FOLLOW_UP, TODAY))
                .isEqualTo("F001");
        assertThat(queueRepository.nextTicket(otherTenant, QueueKind.APPOINTMENT, TODAY))
                .isEqualTo("A001");
        assertThat(queueRepository.nextTicket(tenant, QueueKind.APPOINTMENT, TODAY.plusDays(1)))
                .isEqualTo("A001");
    }

    @Test
    void givesNoTicketTwice() {
        List<String> tickets = allAtOnce(8, () -> queueRepository.nextTicket(tenant, QueueKind.APPOINTMENT, TODAY));

        assertThat(tickets).doesNotHaveDuplicates().contains("A001", "A008");
    }

    private void insert(String id, QueueStatus status, Instant createdAt) {
        QueueEntrySnapshot bare = bare(id, status, 0, createdAt);
        queueRepository.insert(
                tenant,
                new QueueEntrySnapshotBuilder(
                                bare.id(),
                                bare.number(),
                                bare.kind(),
                                patient,
                                status,
                                0,
                                false,
                                createdAt,
                                createdAt,
                                createdAt)
                        .appointmentId(appointment.id())
                        .build());
    }

    private List<String> ids(Set<QueueStatus> statuses) {
        return queueRepository.list(tenant, query(statuses), Optional.empty(), 10).stream()
                .map(QueueEntrySnapshot::id)
                .toList();
    }

    private static RecordQuery<QueueStatus> query(Set<QueueStatus> statuses) {
        return RecordQuery.<QueueStatus>all(10).in(statuses);
    }

    private QueueEntrySnapshot bare(String id, QueueStatus status, int priority, Instant queuedAt) {
        return new QueueEntrySnapshotBuilder(
                        id, "W001", QueueKind.WALK_IN, patient, status, priority, false, queuedAt, queuedAt, queuedAt)
                .build();
    }
}
