package dev.carewire.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.Event;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog.CommittedEvent;
import dev.carewire.log.EventLog.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every event log. */
public abstract class EventLogContract {

    private static final int THREADS = 4;
    private static final int EVENTS = 50;

    protected final TenantId tenant = new TenantId("clinic-" + UUID.randomUUID());
    protected final TenantId other = new TenantId("clinic-" + UUID.randomUUID());

    /** The transactions that the listener has learned of. */
    protected final List<List<CommittedEvent>> committed = new CopyOnWriteArrayList<>();

    /** Commits without an answer. */
    protected final List<String> unknown = new CopyOnWriteArrayList<>();

    private EventLog log;

    /** A log whose events are stored at the time of {@link #now}. */
    protected abstract EventLog create();

    /** The time, in whole milliseconds. */
    protected abstract Instant now();

    @BeforeEach
    void listen() {
        log = create();
        log.addListener(new EventLog.Listener() {
            @Override
            public void onCommitted(List<CommittedEvent> events) {
                committed.add(events);
            }

            @Override
            public void onCommitUnknown() {
                unknown.add("unknown");
            }
        });
    }

    protected final EventLog log() {
        return log;
    }

    protected static Event<?> event(TenantId tenant, String name) {
        return PatientEvents.PATIENT_DELETED.newEvent(
                tenant, Instant.parse("2026-11-20T15:00:00.250Z"), new PatientDeleted(name));
    }

    protected static Event<?> volatileEvent(TenantId tenant) {
        return MessagingEvents.TYPING_CHANGED.newEvent(
                tenant, Instant.EPOCH, new TypingChanged("t", "u", "Name", true, Optional.empty()));
    }

    protected final List<String> stored(TenantId of, long after) {
        List<String> names = new ArrayList<>();
        for (StoredEvent each : log.read(of, after)) {
            PatientDeleted deleted = (PatientDeleted) each.event().orElseThrow().payload();
            names.add(each.position().seq() + " " + deleted.patientId());
        }
        return names;
    }

    private long head(TenantId of) {
        return log.heads(List.of(of)).get(of).seq();
    }

    @Test
    void numbersTheEventsOfEachTenantFromOneOn() {
        log.append(event(tenant, "a"));
        log.append(event(other, "x"));
        log.append(event(tenant, "b"));

        assertThat(stored(tenant, 0)).containsExactly("1 a", "2 b");
        assertThat(stored(other, 0)).containsExactly("1 x");
        assertThat(stored(tenant, 1)).containsExactly("2 b");
        assertThat(stored(tenant, 2)).isEmpty();
        assertThat(head(tenant)).isEqualTo(2);
        assertThat(log.heads()).containsKeys(tenant, other);
    }

    @Test
    void hasNoHeadOfATenantWithoutEvents() {
        log.append(event(other, "x"));

        assertThat(log.heads(List.of(tenant, other))).containsOnlyKeys(other);
        assertThat(log.heads(List.of())).isEmpty();
        assertThat(log.read(tenant, 0)).isEmpty();
        assertThat(log.recent(tenant, 0, Instant.EPOCH, 1_000)).isEmpty();
    }

    @Test
    void reportsEachCommittedEventWithItsPosition() {
        Event<?> first = event(tenant, "a");
        Event<?> second = event(tenant, "b");
        log.append(first);
        log.append(second);

        assertThat(committed).hasSize(2);
        assertThat(committed.get(0)).singleElement().satisfies(each -> {
            assertThat(each.event()).isEqualTo(first);
            assertThat(each.position().orElseThrow().seq()).isEqualTo(1);
        });
        LogPosition position = committed.get(1).get(0).position().orElseThrow();
        assertThat(log.heads(List.of(tenant))).containsEntry(tenant, position);
        assertThat(log.read(tenant, 1).get(0).position()).isEqualTo(position);
        assertThat(log.read(tenant, 1).get(0).event()).contains(second);
    }

    @Test
    void reportsVolatileEventsWithoutStoringThem() {
        Event<?> typing = volatileEvent(tenant);
        log.append(typing);

        assertThat(committed).containsExactly(List.of(new CommittedEvent(typing, Optional.empty())));
        assertThat(log.heads(List.of(tenant))).isEmpty();
    }

    @Test
    void hasNoGapAndNoNumberTwiceUnderConcurrency() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < EVENTS; n++) {
                    log.append(event(tenant, "e"));
                    log.append(event(other, "e"));
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        long all = (long) THREADS * EVENTS;
        for (TenantId each : List.of(tenant, other)) {
            Set<Long> numbers = new TreeSet<>();
            committed.forEach(events -> events.stream()
                    .filter(event -> event.event().tenant().equals(each))
                    .forEach(event -> numbers.add(event.position().orElseThrow().seq())));
            assertThat(numbers)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, all).boxed().toList());
            assertThat(head(each)).isEqualTo(all);
        }
        assertThat(committed).hasSize((int) (2 * all));
    }

    @Test
    void recentEventsComeNewestFirst() {
        for (String name : List.of("a", "b", "c", "d")) {
            log.append(event(tenant, name));
        }

        assertThat(log.recent(tenant, 3, Instant.EPOCH, 1 << 20))
                .extracting(each -> each.position().seq())
                .containsExactly(3L, 2L, 1L);
        assertThat(log.recent(tenant, 4, now().plusSeconds(60), 1 << 20)).isEmpty();
        assertThat(log.recent(tenant, 4, Instant.EPOCH, 1))
                .extracting(each -> each.position().seq())
                .containsExactly(4L);
    }

    @Test
    void deletesOldEventsAndKeepsTheNumbers() {
        log.append(event(tenant, "a"));
        log.append(event(tenant, "b"));
        log.deleteOlder(now().minus(Duration.ofMinutes(1)));
        assertThat(stored(tenant, 0)).hasSize(2);

        boolean more = true;
        while (more) {
            more = log.deleteOlder(now().plus(Duration.ofMinutes(1)));
        }
        log.append(event(tenant, "c"));

        assertThat(stored(tenant, 0)).containsExactly("3 c");
        assertThat(head(tenant)).isEqualTo(3);
    }
}
