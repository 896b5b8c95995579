package dev.carewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.event.Event;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.fixture.InMemoryEventLog;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog;
import dev.carewire.log.EventLog.CommittedEvent;
import dev.carewire.log.EventLog.StoredEvent;
import dev.carewire.log.LogPosition;
import dev.carewire.log.LoggedEvent;
import dev.carewire.log.RingLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogDeliveryTest {

    private static final TenantId TENANT = new TenantId("tenant-1");
    private static final TenantId OTHER = new TenantId("tenant-2");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final TestClock clock = new TestClock(NOW, ZoneOffset.UTC);
    private final EventLog log = new InMemoryEventLog(clock);
    private final List<List<CommittedEvent>> held = new ArrayList<>();
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final LogDelivery delivery = delivery();

    private LogDelivery delivery() {
        log.addListener(new EventLog.Listener() {
            @Override
            public void onCommitted(List<CommittedEvent> events) {
                held.add(events);
            }

            @Override
            public void onCommitUnknown() {}
        });
        return new LogDelivery(
                log,
                new Recorder(),
                new RingLimits(1 << 20, Duration.ofMinutes(2)),
                LogDelivery.TenantWire.NONE,
                clock);
    }

    @AfterEach
    void close() {
        delivery.close();
    }

    /** Commits an event, whose report the test holds back. */
    private int commit(TenantId tenant, String name) {
        log.append(PatientEvents.PATIENT_DELETED.newEvent(tenant, NOW, new PatientDeleted(name)));
        return held.size() - 1;
    }

    private void report(int transaction) {
        delivery.onCommitted(held.get(transaction));
    }

    private static Event<TypingChanged> typing(String thread) {
        return MessagingEvents.TYPING_CHANGED.newEvent(
                TENANT, NOW, new TypingChanged(thread, "u", "Name", true, Optional.empty()));
    }

    private void open(TenantId tenant) {
        assertThat(delivery.open(tenant)).succeedsWithin(DEADLINE);
    }

    @Test
    void deliversEventsInTheOrderOfTheirNumbersAlthoughReportsOvertakeEachOther() {
        open(TENANT);
        int first = commit(TENANT, "1");
        int second = commit(TENANT, "2");
        int third = commit(TENANT, "3");

        report(third);
        report(first);
        report(second);

        await().atMost(DEADLINE).until(() -> out.size() == 4);
        assertThat(out).containsExactly("open 0", "1", "2", "3");
        assertThat(delivery.behind()).isZero();
    }

    @Test
    void deliversAnEventOnce() {
        open(TENANT);
        int first = commit(TENANT, "1");

        report(first);
        report(first);

        assertThat(out).containsExactly("open 0", "1");
    }

    @Test
    void readsAnEventWhoseReportIsLost() {
        open(TENANT);
        commit(TENANT, "1");

        report(commit(TENANT, "2"));

        await().atMost(DEADLINE).until(() -> out.size() == 3);
        assertThat(out).containsExactly("open 0", "1", "2");
    }

    @Test
    void findsEventsWithoutAnyReport() {
        open(TENANT);
        commit(TENANT, "1");
        commit(TENANT, "2");

        delivery.compareHeads();

        assertThat(out).containsExactly("open 0", "1", "2");
    }

    @Test
    void looksForEventsByItself() {
        open(TENANT);
        delivery.start();
        commit(TENANT, "1");

        await().atMost(DEADLINE).until(() -> out.contains("1"));
    }

    @Test
    void anUnansweredCommitIsLookedUpAtOnce() {
        open(TENANT);
        commit(TENANT, "1");

        delivery.onCommitUnknown();

        await().atMost(DEADLINE).until(() -> out.contains("1"));
    }

    @Test
    void tenantsDoNotWaitForEachOther() {
        open(TENANT);
        open(OTHER);
        commit(TENANT, "1");

        report(commit(OTHER, "x"));

        assertThat(out).contains("x").doesNotContain("1");
    }

    @Test
    void deliversNothingOfATenantBeforeItIsOpened() {
        report(commit(TENANT, "1"));
        assertThat(out).isEmpty();

        open(TENANT);
        report(commit(TENANT, "2"));

        assertThat(out).containsExactly("open 1", "earlier 1", "2");
    }

    @Test
    void opensATenantOnce() {
        commit(TENANT, "1");
        List<CompletionStage<Void>> opened =
                List.of(delivery.open(TENANT), delivery.open(TENANT), delivery.open(TENANT));
        opened.forEach(each -> assertThat(each).succeedsWithin(DEADLINE));
        open(TENANT);

        assertThat(out).containsExactly("open 1", "earlier 1");
    }

    /** A tenant without sessions has no history in memory, but a client that resumes needs the events before that. */
    @Test
    void recentEventsAreKeptOnceAlsoAfterTheFirstDelivery() {
        commit(TENANT, "1");
        commit(TENANT, "2");
        delivery.openAll();
        report(commit(TENANT, "3"));
        assertThat(out).containsExactly("open 2", "3");

        open(TENANT);
        report(commit(TENANT, "4"));

        assertThat(out).containsExactly("open 2", "3", "earlier 2", "earlier 1", "4");
    }

    @Test
    void deliversTheLogsOfAllTenantsAfterTheirHeads() {
        commit(TENANT, "1");
        delivery.openAll();

        report(commit(OTHER, "x"));
        report(commit(TENANT, "2"));

        assertThat(out).containsExactly("open 0", "x", "open 1", "2");
    }

    @Test
    void skipsEventsThatTheLogNoLongerHas() {
        open(TENANT);
        commit(TENANT, "1");
        commit(TENANT, "2");
        log.deleteOlder(NOW.plusSeconds(1));
        report(commit(TENANT, "3"));

        await().atMost(DEADLINE).until(() -> out.contains("3"));
        assertThat(out).containsExactly("open 0", "skip 2", "3");
    }

    @Test
    void skipsEventsAllOfWhichHaveExpired() {
        open(TENANT);
        commit(TENANT, "1");
        commit(TENANT, "2");
        log.deleteOlder(NOW.plusSeconds(1));

        delivery.compareHeads();

        assertThat(out).containsExactly("open 0", "skip 2");
    }

    @Test
    void moreEventsThanWaitInMemoryAreRead() {
        open(TENANT);
        for (int i = 0; i < 3_000; i++) {
            commit(TENANT, String.valueOf(i));
        }
        for (int i = 2_999; i > 0; i--) {
            report(i);
        }

        await().atMost(DEADLINE).until(() -> out.size() == 3_001);
        for (int i = 0; i < 3_000; i++) {
            assertThat(out.get(i + 1)).isEqualTo(String.valueOf(i));
        }
    }

    @Test
    void aVolatileEventKeepsItsPlace() {
        open(TENANT);
        int first = commit(TENANT, "1");
        int second = commit(TENANT, "2");
        LogPosition after = held.get(second).get(0).position().orElseThrow();
        delivery.onCommitted(List.of(new CommittedEvent(typing("t"), Optional.of(after))));
        assertThat(out).containsExactly("open 0");

        report(second);
        report(first);

        assertThat(out).containsExactly("open 0", "1", "2", "volatile t");
    }

    @Test
    void anActionFollowsTheEventsThatAreKnown() {
        open(TENANT);
        int first = commit(TENANT, "1");
        report(commit(TENANT, "2"));
        CompletionStage<Boolean> action = delivery.runInOrder(TENANT, () -> out.add("action"));
        report(first);

        assertThat(action).succeedsWithin(DEADLINE);
        assertThat(out).containsExactly("open 0", "1", "2", "action");
    }

    @Test
    void anActionOfAnUnknownTenantRunsAtOnce() {
        assertThat(delivery.runInOrder(TENANT, () -> 1)).isCompletedWithValue(1);
    }

    @Test
    void aFailedActionHoldsNobodyUp() {
        open(TENANT);
        CompletionStage<Object> action = delivery.runInOrder(TENANT, () -> {
            throw new IllegalStateException("action fails");
        });

        assertThat(action).isCompletedExceptionally();
        report(commit(TENANT, "1"));
        assertThat(out).contains("1");
    }

    @Test
    void closesALogThatNobodyNeedsAndOpensItAgain() {
        open(TENANT);
        open(OTHER);
        clock.advance(Duration.ofMinutes(6));
        delivery.closeIdle(Set.of(OTHER));
        clock.advance(Duration.ofMinutes(2));
        delivery.closeIdle(Set.of(OTHER));
        assertThat(out).containsExactly("open 0", "open 0", "close");

        report(commit(TENANT, "1"));
        assertThat(out).hasSize(3);
        open(TENANT);
        report(commit(TENANT, "2"));

        assertThat(out.subList(3, out.size())).containsExactly("open 1", "earlier 1", "2");
    }

    @Test
    void keepsALogThatWasJustOpened() {
        open(TENANT);
        clock.advance(Duration.ofMinutes(10));
        open(TENANT);

        delivery.closeIdle(Set.of());

        assertThat(out).containsExactly("open 0");
    }

    @Test
    void deliversEventsOfOtherNodesInTheirTurn() {
        open(TENANT);
        LoggedEvent first = logged(commit(TENANT, "1"));
        LoggedEvent second = logged(commit(TENANT, "2"));

        delivery.onReceived(second);
        delivery.onVolatile(typing("t"), Optional.of(second.position()));
        delivery.onVolatile(typing("at once"), Optional.empty());
        delivery.onReceived(first);
        delivery.onReceived(second);

        await().atMost(DEADLINE).until(() -> out.size() == 5);
        assertThat(out).containsExactly("open 0", "volatile at once", "1", "2", "volatile t");
    }

    private LoggedEvent logged(int transaction) {
        CommittedEvent only = held.get(transaction).get(0);
        return new LoggedEvent(only.position().orElseThrow(), only.event());
    }

    @Test
    void looksAtTheLogWhenTheWireIsInterruptedAndWhenItIsBack() {
        open(TENANT);
        commit(TENANT, "1");
        delivery.onWireInterrupted();
        await().atMost(DEADLINE).until(() -> out.contains("1"));

        commit(TENANT, "2");
        delivery.onWireConnected();
        await().atMost(DEADLINE).until(() -> out.contains("2"));
    }

    /** Tenants whose names share a slot of the map waited for each other's deliveries. */
    @Test
    void aTenantThatWaitsForItsOwnDeliveriesDoesNotStopAnotherWithTheSameHash() throws Exception {
        TenantId busy = new TenantId("Aa");
        TenantId free = new TenantId("BB");
        assertThat(busy).hasSameHashCodeAs(free);
        open(busy);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread first = new Thread(() -> delivery.runInOrder(busy, () -> {
            running.countDown();
            return awaitUninterruptibly(end);
        }));
        first.start();
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

        open(free);
        assertThat(delivery.runInOrder(free, () -> 1)).succeedsWithin(DEADLINE);
        end.countDown();
        first.join();
    }

    private static boolean awaitUninterruptibly(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void actionsOfManyThreadsRunOneAtATime() throws Exception {
        open(TENANT);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 2_000; n++) {
                    delivery.runInOrder(TENANT, () -> {
                        if (atOnce.incrementAndGet() > 1) {
                            overlaps.incrementAndGet();
                        }
                        return atOnce.decrementAndGet();
                    });
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(overlaps.get()).isZero();
    }

    /** Names what happens. */
    private final class Recorder implements LogDelivery.Subscriber {
        @Override
        public void onOpened(TenantId tenant, LogPosition after) {
            out.add("open " + after.seq());
        }

        @Override
        public void onEarlier(TenantId tenant, List<StoredEvent> earlier) {
            earlier.forEach(each -> out.add("earlier " + name(each.event().orElseThrow())));
        }

        @Override
        public void onLogged(LoggedEvent event) {
            out.add(name(event.event()));
        }

        @Override
        public void onVolatile(Event<?> event) {
            out.add("volatile " + ((TypingChanged) event.payload()).threadId());
        }

        @Override
        public void onClosed(TenantId tenant) {
            out.add("close");
        }

        @Override
        public void onSkipped(TenantId tenant, LogPosition position) {
            out.add("skip " + position.seq());
        }

        private static String name(Event<?> event) {
            return ((PatientDeleted) event.payload()).patientId();
        }
    }
}
