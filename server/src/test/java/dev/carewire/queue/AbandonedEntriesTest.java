package dev.carewire.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.ClinicTest;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.fixture.VisitFormBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The removal of many entries at once; {@code QueueMidnightTest} shows when one entry leaves the queue. */
class AbandonedEntriesTest extends ClinicTest {

    private static final Duration A_DAY = Duration.ofDays(1);

    private final PatientSnapshot patient = patient("Tove", "Jansson");

    AbandonedEntriesTest(TestDatabases which) {
        super(which);
    }

    /** Entries with an open visit stay; all of them were queued at the same moment. */
    @Test
    void entriesInCareDoNotKeepLaterOnesInTheQueue() {
        List<VisitSnapshot> open = new ArrayList<>();
        for (int i = 0; i <= AbandonedEntries.MAX_ENTRIES; i++) {
            open.add(visits.create(
                    nurse,
                    new VisitFormBuilder()
                            .queueEntryId(queued().id())
                            .doctorId(CHEN.id())
                            .build()));
        }
        clock.advance(Duration.ofMinutes(1));
        QueueEntrySnapshot later = queued();
        clock.advance(A_DAY);

        abandoned.sweep();

        assertThat(queueRepository.find(tenant, later.id()).orElseThrow().status())
                .isEqualTo(QueueStatus.NO_SHOW);
        assertThat(open)
                .extracting(visit -> queueRepository
                        .find(tenant, visit.queueEntryId().orElseThrow())
                        .orElseThrow()
                        .status())
                .containsOnly(QueueStatus.WAITING);
        open.forEach(visit -> visits.update(nurse, visit.id(), visitStatus(VisitStatus.CLOSED)));
    }

    @Test
    void oneRunRemovesALimitedNumberAndTheNextOneContinues() {
        List<QueueEntrySnapshot> waiting = new ArrayList<>();
        for (int i = 0; i <= AbandonedEntries.MAX_ENTRIES; i++) {
            waiting.add(queued());
        }
        clock.advance(A_DAY);

        abandoned.sweep();
        assertThat(stillWaiting(waiting)).isEqualTo(1);
        abandoned.sweep();
        assertThat(stillWaiting(waiting)).isEqualTo(0);
    }

    private QueueEntrySnapshot queued() {
        return queue.create(nurse, queueKind(patient.id(), QueueKind.WALK_IN));
    }

    private long stillWaiting(List<QueueEntrySnapshot> entries) {
        return entries.stream()
                .filter(entry -> queueRepository
                        .find(tenant, entry.id())
                        .orElseThrow()
                        .status()
                        .isOpen())
                .count();
    }
}
