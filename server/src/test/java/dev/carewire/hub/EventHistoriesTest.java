package dev.carewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.identity.TenantId;
import dev.carewire.log.LogPosition;
import dev.carewire.log.LoggedEvent;
import dev.carewire.log.RingLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventHistoriesTest {

    private static final TenantId HOSPITAL = new TenantId("hospital");
    private static final TenantId PRACTICE = new TenantId("practice");
    private static final int MAX_BYTES = 30_000;

    private final EventHistories histories =
            new EventHistories(new RingLimits(64 << 10, Duration.ofMinutes(2)), MAX_BYTES);

    private void append(TenantId tenant, int from, int to) {
        for (int seq = from; seq <= to; seq++) {
            LoggedEvent logged = new LoggedEvent(
                    new LogPosition("e", seq),
                    PatientEvents.PATIENT_DELETED.newEvent(tenant, Instant.EPOCH, new PatientDeleted("p")));
            histories.append(logged, FanOut.of(logged, List.of()), Instant.EPOCH);
        }
    }

    private long bytes(TenantId tenant) {
        return histories.ring(tenant).orElseThrow().bytes();
    }

    /** The logs of many clinics together had no bound. */
    @Test
    void theLargestLogDropsItsOldestEventsWhenAllAreTooLarge() {
        append(PRACTICE, 1, 20);
        append(HOSPITAL, 1, 200);

        assertThat(bytes(HOSPITAL) + bytes(PRACTICE)).isBetween(MAX_BYTES * 9L / 10, (long) MAX_BYTES);
        assertThat(histories.ring(PRACTICE).orElseThrow().covers(0)).isTrue();
        assertThat(histories.ring(HOSPITAL).orElseThrow().covers(0)).isFalse();
        assertThat(histories.ring(HOSPITAL).orElseThrow().covers(199)).isTrue();
    }

    @Test
    void expiredEventsLeaveRoomForOtherTenants() {
        append(HOSPITAL, 1, 200);
        histories.evict(Instant.EPOCH.plus(Duration.ofMinutes(3)));
        append(PRACTICE, 1, 90);

        assertThat(histories.ring(PRACTICE).orElseThrow().covers(0)).isTrue();
    }
}
