package dev.carewire.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.Event;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LocalEventLogTest {

    private final List<LoggedEvent> read = Collections.synchronizedList(new ArrayList<>());
    private final EventLog log = new LocalEventLog("e1", read::add);

    private static Event<PatientDeleted> in(String tenant) {
        return PatientEvents.PATIENT_DELETED.newEvent(new TenantId(tenant), Instant.EPOCH, new PatientDeleted("p"));
    }

    @Test
    void numbersEachTenantByItself() {
        log.append(in("a"));
        log.append(in("b"));
        log.append(in("a"));

        assertThat(read)
                .extracting(LoggedEvent::position)
                .containsExactly(new LogPosition("e1", 1), new LogPosition("e1", 1), new LogPosition("e1", 2));
    }

    @Test
    void handsEventsOnInTheOrderOfTheirPositionsWhoeverAppends() throws InterruptedException {
        int threads = 4;
        int each = 500;
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        for (int n = 0; n < each; n++) {
                            log.append(in("a"));
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();

        assertThat(read)
                .extracting(logged -> logged.position().seq())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, (long) threads * each).boxed().toList());
    }
}
