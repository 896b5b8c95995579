package dev.carewire.adapter.jdbi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.appointment.AppointmentQuery;
import dev.carewire.command.Page;
import dev.carewire.command.TimeCursor;
import dev.carewire.command.TimeRange;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.event.TaskStatus;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.fixture.AppointmentSnapshotBuilder;
import dev.carewire.fixture.PatientSnapshotBuilder;
import dev.carewire.fixture.QueueEntrySnapshotBuilder;
import dev.carewire.fixture.TaskSnapshotBuilder;
import dev.carewire.fixture.VisitSnapshotBuilder;
import dev.carewire.patient.PatientPlace;
import dev.carewire.patient.PatientQuery;
import dev.carewire.queue.QueuePlace;
import dev.carewire.record.RecordQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reads lists of more than a thousand records page by page while records are added and removed at the same moment. Every record that
 * is there all the time is on exactly one page, in order. No page sorts the table.
 */
class ListPagesTest extends ClinicTest {

    private static final int RECORDS = 1_005;
    private static final int LIMIT = 50;
    private static final int FEW_VALUES = 400;

    private static final PatientSnapshot ADA =
            new PatientSnapshotBuilder("p-ada", "P-9", "Ada", "Poe", 0, NOW, NOW).build();

    private final Random random = new Random(4711);

    ListPagesTest(TestDatabases which) {
        super(which);
    }

    @BeforeEach
    void registerAPatient() {
        patientRepository.insert(tenant, ADA);
    }

    /** The lists in pages, and how to add and remove their records. */
    private enum Listed {
        PATIENTS {
            @Override
            Page<String> page(ListPagesTest test, Optional<String> cursor) {
                return ids(
                        test.patients.list(
                                test.nurse,
                                new PatientQuery(Optional.empty(), TimeRange.ALL, LIMIT),
                                cursor.flatMap(PatientPlace::find)),
                        PatientSnapshot::id);
            }

            @Override
            void add(ListPagesTest test, String id, int number, int value) {
                test.patientRepository.insert(
                        test.tenant,
                        new PatientSnapshotBuilder(id, "P-1" + number, "Éva", "Nagy" + value, 0, NOW, NOW).build());
            }
        },
        APPOINTMENTS {
            @Override
            Page<String> page(ListPagesTest test, Optional<String> cursor) {
                return ids(
                        test.appointments.list(
                                test.nurse,
                                new AppointmentQuery(
                                        TimeRange.since(LocalDate.of(2026, 11, 20), ZoneOffset.UTC),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Set.of(),
                                        LIMIT),
                                cursor.flatMap(TimeCursor::find)),
                        AppointmentSnapshot::id);
            }

            @Override
            void add(ListPagesTest test, String id, int number, int value) {
                test.appointmentRepository.insert(
                        test.tenant,
                        new AppointmentSnapshotBuilder(
                                        id,
                                        "APT-" + number,
                                        ADA,
                                        CHEN,
                                        minute(value),
                                        minute(value + 30),
                                        AppointmentStatus.SCHEDULED,
                                        "check-up",
                                        false,
                                        NOW,
                                        NOW)
                                .build());
            }
        },
        QUEUE {
            @Override
            Page<String> page(ListPagesTest test, Optional<String> cursor) {
                return ids(
                        test.queue.list(test.nurse, RecordQuery.all(LIMIT), cursor.flatMap(QueuePlace::find)),
                        QueueEntrySnapshot::id);
            }

            @Override
            void add(ListPagesTest test, String id, int number, int value) {
                test.queueRepository.insert(
                        test.tenant,
                        new QueueEntrySnapshotBuilder(
                                        id,
                                        "W" + number,
                                        QueueKind.WALK_IN,
                                        ADA,
                                        value % 2 == 0 ? QueueStatus.WAITING : QueueStatus.COMPLETED,
                                        value % 3,
                                        true,
                                        minute(value / 3),
                                        NOW,
                                        NOW)
                                .build());
            }
        },
        VISITS {
            @Override
            Page<String> page(ListPagesTest test, Optional<String> cursor) {
                return ids(
                        test.visits.list(test.nurse, RecordQuery.all(LIMIT), cursor.flatMap(TimeCursor::find)),
                        VisitSnapshot::id);
            }

            @Override
            void add(ListPagesTest test, String id, int number, int value) {
                test.visitRepository.insert(
                        test.tenant,
                        new VisitSnapshotBuilder(
                                        id,
                                        "V-" + number,
                                        ADA,
                                        CHEN,
                                        VisitStatus.OPEN,
                                        minute(value),
                                        NOW,
                                        NOW,
                                        List.of())
                                .build());
            }
        },
        TASKS {
            @Override
            Page<String> page(ListPagesTest test, Optional<String> cursor) {
                return ids(
                        test.tasks.list(test.nurse, RecordQuery.all(LIMIT), cursor.flatMap(TimeCursor::find)),
                        TaskSnapshot::id);
            }

            @Override
            void add(ListPagesTest test, String id, int number, int value) {
                test.taskRepository.insert(
                        test.tenant,
                        new TaskSnapshotBuilder(
                                        id,
                                        "Order gloves",
                                        TaskPriority.NORMAL,
                                        TaskStatus.OPEN,
                                        "nurse-ada",
                                        minute(value),
                                        NOW)
                                .build());
            }
        };

        abstract Page<String> page(ListPagesTest test, Optional<String> cursor);

        /** @param value decides the record's place in the list, which other records may share */
        abstract void add(ListPagesTest test, String id, int number, int value);

        private static <T> Page<String> ids(Page<T> page, Function<T, String> id) {
            return new Page<>(page.items().stream().map(id).toList(), page.nextCursor());
        }

        private static Instant minute(int value) {
            return NOW.plus(Duration.ofMinutes(value));
        }

        String table() {
            return this == QUEUE ? "queue_entries" : name().toLowerCase(Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource(Listed.class)
    void everyRecordIsOnExactlyOnePageWhileOthersComeAndGo(Listed listed) throws Exception {
        fill(listed);
        List<String> before = kept(walk(listed, () -> true));
        AtomicBoolean stop = new AtomicBoolean();
        Semaphore changes = new Semaphore(0);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> writer = other.submit(() -> addAndRemove(listed, changes, stop));
            List<String> meanwhile = walk(listed, () -> awaitNext(changes));
            stop.set(true);

            writer.get(10, SECONDS);
            assertThat(meanwhile).doesNotHaveDuplicates();
            assertThat(kept(meanwhile)).isEqualTo(before);
            assertThat(before).hasSize(RECORDS + (listed == Listed.PATIENTS ? 1 : 0));
        } finally {
            stop.set(true);
            other.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(Listed.class)
    void aPageIsReadFromAnIndexInItsOrder(Listed listed) {
        fill(listed);
        if (which() == TestDatabases.POSTGRES) {
            database().update("ANALYZE " + listed.table(), Map.of());
        }
        Optional<String> second = listed.page(this, Optional.empty()).nextCursor();

        for (Optional<String> page : List.of(Optional.<String>empty(), second)) {
            String plan = plan(() -> listed.page(this, page));

            if (which() == TestDatabases.POSTGRES) {
                assertThat(plan).contains("Index").doesNotContain("Sort");
            } else {
                assertThat(plan).contains("index sorted");
            }
        }
    }

    @Test
    void aLastPageThatIsFullHasNoCursor() {
        for (int i = 0; i < LIMIT - 1; i++) {
            Listed.PATIENTS.add(this, "p-" + i, i, i);
        }

        assertThat(Listed.PATIENTS.page(this, Optional.empty()).nextCursor()).isEmpty();
    }

    private void fill(Listed listed) {
        transactions.inTransaction(() -> {
            for (int i = 0; i < RECORDS; i++) {
                listed.add(this, "kept-" + i, i, random.nextInt(FEW_VALUES));
            }
        });
    }

    /** Adds records at random places, and removes each after a few others, until the test ends. */
    private void addAndRemove(Listed listed, Semaphore changes, AtomicBoolean stop) {
        Random places = new Random(1);
        for (int i = 0; !stop.get(); i++) {
            listed.add(this, "brief-" + i, RECORDS + i, places.nextInt(FEW_VALUES));
            if (i >= 5) {
                database()
                        .update(
                                "DELETE FROM " + listed.table() + " WHERE tenant = :tenant AND id = :id",
                                Map.of("tenant", tenant, "id", "brief-" + (i - 5)));
            }
            changes.release();
        }
    }

    /** Waits until a record was added after this call, so that changes lie between any two pages. */
    private static boolean awaitNext(Semaphore changes) throws InterruptedException {
        changes.drainPermits();
        return changes.tryAcquire(10, SECONDS);
    }

    private List<String> walk(Listed listed, Callable<Boolean> betweenPages) throws Exception {
        List<String> ids = new ArrayList<>();
        Page<String> page = listed.page(this, Optional.empty());
        ids.addAll(page.items());
        while (page.nextCursor().isPresent()) {
            assertThat(betweenPages.call()).as("changes during the reading").isTrue();
            page = listed.page(this, page.nextCursor());
            ids.addAll(page.items());
        }
        return ids;
    }

    private static List<String> kept(List<String> ids) {
        return ids.stream().filter(id -> !id.startsWith("brief-")).toList();
    }

    /** How the database executes the first query of {@code list}. */
    private String plan(Runnable list) {
        return QueryPlans.of(database(), list).get(0);
    }
}
