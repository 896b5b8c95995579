package dev.carewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.fixture.InMemoryEventLog;
import dev.carewire.identity.TenantId;
import dev.carewire.log.DeliveredPositions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryRecorderTest {

    private static final TenantId TENANT = new TenantId("tenant-1");
    private static final TenantId OTHER = new TenantId("tenant-2");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T10:00:00Z"), ZoneId.of("UTC"));
    private final InMemoryEventLog log = new InMemoryEventLog(clock);
    private final Map<TenantId, Long> delivered = new HashMap<>();
    private final InMemoryPositions positions = new InMemoryPositions();
    private final List<String> left = new ArrayList<>();

    private DeliveryRecorder process() {
        return new DeliveryRecorder(log, positions, () -> delivered, clock, PATIENCE);
    }

    private void append(TenantId tenant, String name) {
        log.append(PatientEvents.PATIENT_DELETED.newEvent(tenant, clock.instant(), new PatientDeleted(name)));
    }

    private DeliveryRecorder restarted() {
        left.clear();
        DeliveryRecorder process = process();
        process.findLeft((event, size) -> left.add(((PatientDeleted) event.payload()).patientId()));
        return process;
    }

    @Test
    void findsWhatWasNotRecordedAsDelivered() {
        DeliveryRecorder first = restarted();
        append(TENANT, "1");
        append(TENANT, "2");
        append(TENANT, "3");
        delivered.put(TENANT, 1L);
        first.record();

        restarted();

        assertThat(left).containsExactly("2", "3");
    }

    @Test
    void findsTheFirstEventsOfATenant() {
        restarted();
        append(TENANT, "1");
        append(OTHER, "x");

        restarted();

        assertThat(left).containsExactlyInAnyOrder("1", "x");
    }

    /** A restart within a second of an event sent that event again. */
    @Test
    void findsNothingAfterAnOrderlyEnd() {
        DeliveryRecorder first = restarted();
        append(TENANT, "1");
        delivered.put(TENANT, 1L);
        first.close();

        restarted();

        assertThat(left).isEmpty();
    }

    /** A second crash before the clients had returned lost what the first one had left. */
    @Test
    void aSecondCrashLeavesTheEventsOfTheFirst() {
        restarted();
        append(TENANT, "1");
        DeliveryRecorder second = restarted();
        append(TENANT, "2");
        delivered.put(TENANT, 2L);
        second.record();

        DeliveryRecorder third = restarted();
        assertThat(left).containsExactly("1", "2");
        clock.advance(PATIENCE);
        third.record();

        restarted();
        assertThat(left).isEmpty();
    }

    @Test
    void recordsOnlyWhatHasChanged() {
        DeliveryRecorder process = restarted();
        delivered.put(TENANT, 1L);
        process.record();
        process.record();
        delivered.put(OTHER, 5L);
        process.record();

        assertThat(positions.calls).containsExactly(Map.of(TENANT, 1L), Map.of(OTHER, 5L));
    }

    @Test
    void triesAgainAfterAFailure() {
        DeliveryRecorder process = restarted();
        delivered.put(TENANT, 1L);
        positions.away = true;
        process.record();
        positions.away = false;
        process.record();

        assertThat(positions.calls).containsExactly(Map.of(TENANT, 1L));
    }

    private final class InMemoryPositions implements DeliveredPositions {
        private final Map<TenantId, Long> recorded = new HashMap<>();
        private final List<Map<TenantId, Long>> calls = new ArrayList<>();
        private boolean away;

        @Override
        public void record(Map<TenantId, Long> positions) {
            if (away) {
                throw new IllegalStateException("away");
            }
            calls.add(Map.copyOf(positions));
            recorded.putAll(positions);
        }

        @Override
        public Map<TenantId, Long> behind() {
            Map<TenantId, Long> behind = new HashMap<>();
            log.heads().forEach((tenant, head) -> {
                long seq = recorded.getOrDefault(tenant, 0L);
                if (head.seq() > seq) {
                    behind.put(tenant, seq);
                }
            });
            return behind;
        }
    }
}
