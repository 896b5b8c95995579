package dev.carewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carewire.event.Event;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.MessagingEvents.TypingChanged;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PublisherTest {

    private static final TenantId TENANT = new TenantId("tenant-1");
    private static final TenantId OTHER = new TenantId("tenant-2");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final OpenOutbox outbox = new OpenOutbox();
    private final List<Event<?>> out = new ArrayList<>();
    private final List<UUID> delivered = new ArrayList<>();
    private final List<Outbox.TransactionEnd> unknown = new ArrayList<>();
    private final Publisher publisher = new Publisher(outbox, out::add, out::add, new RecordedEnds());

    private static Event<PatientDeleted> event(TenantId tenant, String id) {
        return PatientEvents.PATIENT_DELETED.newEvent(tenant, NOW, new PatientDeleted(id));
    }

    @Test
    void deliversALoggedEventAfterTheCommitOnly() {
        Event<PatientDeleted> event = event(TENANT, "p");
        publisher.publish(event);
        assertThat(out).isEmpty();

        outbox.ends.get(0).committed();

        assertThat(out).containsExactly(event);
        assertThat(delivered).containsExactly(event.id());
    }

    @Test
    void deliversNothingAfterARollback() {
        publisher.publish(event(TENANT, "p"));

        outbox.ends.get(0).rolledBack();

        assertThat(out).isEmpty();
        assertThat(delivered).isEmpty();
    }

    @Test
    void keepsATenantsOrderWhenALaterTransactionIsToldFirst() {
        Event<PatientDeleted> first = event(TENANT, "1");
        Event<PatientDeleted> second = event(TENANT, "2");
        publisher.publish(first);
        publisher.publish(second);

        outbox.ends.get(1).committed();
        assertThat(out).isEmpty();
        outbox.ends.get(0).committed();

        assertThat(out).containsExactly(first, second);
    }

    @Test
    void aRollbackLetsThoseBehindItGo() {
        Event<PatientDeleted> second = event(TENANT, "2");
        publisher.publish(event(TENANT, "1"));
        publisher.publish(second);
        outbox.ends.get(1).committed();

        outbox.ends.get(0).rolledBack();

        assertThat(out).containsExactly(second);
    }

    @Test
    void tenantsDoNotWaitForEachOther() {
        Event<PatientDeleted> theirs = event(OTHER, "2");
        publisher.publish(event(TENANT, "1"));
        publisher.publish(theirs);

        outbox.ends.get(1).committed();

        assertThat(out).containsExactly(theirs);
    }

    /** Tenants whose names share a slot of the map waited for each other's deliveries. */
    @Test
    void aTenantThatWaitsForItsOwnDeliveriesDoesNotStopAnotherWithTheSameHash() throws Exception {
        TenantId busy = new TenantId("Aa");
        TenantId free = new TenantId("BB");
        assertThat(busy).hasSameHashCodeAs(free);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread first = started(() -> publisher.runInOrder(busy, () -> {
            running.countDown();
            return awaitUninterruptibly(end);
        }));
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        AtomicReference<CompletionStage<Integer>> second = new AtomicReference<>();
        Thread waiting = started(() -> second.set(publisher.runInOrder(busy, () -> 2)));
        await().until(() -> waiting.getState() == Thread.State.BLOCKED);

        CompletableFuture<Integer> theirs = CompletableFuture.supplyAsync(() -> publisher.runInOrder(free, () -> 1))
                .thenCompose(done -> done);

        assertThat(theirs).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(1);
        end.countDown();
        first.join();
        waiting.join();
        assertThat(second.get()).isCompletedWithValue(2);
    }

    private static Thread started(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        return thread;
    }

    private static boolean awaitUninterruptibly(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void actionsOfManyThreadsRunOneAtATimeAlsoWhenTheBacklogIsOftenEmpty() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(started(() -> {
                for (int n = 0; n < 2_000; n++) {
                    publisher.runInOrder(TENANT, () -> {
                        if (atOnce.incrementAndGet() > 1) {
                            overlaps.incrementAndGet();
                        }
                        ran.incrementAndGet();
                        return atOnce.decrementAndGet();
                    });
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(ran.get()).isEqualTo(8_000);
        assertThat(overlaps.get()).isZero();
    }

    @Test
    void anEventThatCouldNotBeStoredHoldsNobodyUp() {
        outbox.broken = true;
        assertThatThrownBy(() -> publisher.publish(event(TENANT, "1"))).isInstanceOf(IllegalStateException.class);
        outbox.broken = false;
        Event<PatientDeleted> second = event(TENANT, "2");
        publisher.publish(second);

        outbox.ends.get(0).committed();

        assertThat(out).containsExactly(second);
    }

    @Test
    void volatileEventsGoStraightOut() {
        Event<TypingChanged> typing = typing();

        publisher.publish(typing);

        assertThat(out).containsExactly(typing);
        assertThat(outbox.ends).isEmpty();
    }

    @Test
    void aVolatileEventInOrderKeepsItsPlaceAmongLoggedOnes() {
        Event<PatientDeleted> first = event(TENANT, "1");
        Event<TypingChanged> typing = typing();
        Event<PatientDeleted> second = event(TENANT, "2");
        publisher.publishInOrder(first);
        publisher.publishInOrder(typing);
        publisher.publishInOrder(second);

        outbox.ends.get(2).committed();
        outbox.ends.get(1).committed();
        assertThat(out).isEmpty();
        outbox.ends.get(0).committed();

        assertThat(out).containsExactly(first, typing, second);
        assertThat(delivered).containsExactly(first.id(), second.id());
    }

    @Test
    void aVolatileEventInOrderIsDiscardedWithItsTransaction() {
        Event<PatientDeleted> second = event(TENANT, "2");
        publisher.publishInOrder(typing());
        publisher.publishInOrder(second);
        outbox.ends.get(1).committed();

        outbox.ends.get(0).rolledBack();

        assertThat(out).containsExactly(second);
    }

    private static Event<TypingChanged> typing() {
        return MessagingEvents.TYPING_CHANGED.newEvent(
                TENANT, NOW, new TypingChanged("t", "u", "Name", true, Optional.empty()));
    }

    /** An outbox whose transactions the test ends. */
    /** A commit whose answer was lost kept its row for 30 s, and its event was then sent behind newer ones. */
    @Test
    void anEventKeepsItsPlaceUntilTheOutcomeOfItsCommitIsKnown() {
        Event<PatientDeleted> first = event(TENANT, "1");
        Event<PatientDeleted> second = event(TENANT, "2");
        publisher.publish(first);
        publisher.publish(second);
        outbox.ends.get(0).unknown();
        outbox.ends.get(1).committed();
        assertThat(out).isEmpty();

        unknown.get(0).committed();

        assertThat(out).containsExactly(first, second);
    }

    @Test
    void anUnansweredCommitThatTookNoEffectHoldsNobodyUp() {
        Event<PatientDeleted> second = event(TENANT, "2");
        publisher.publish(event(TENANT, "1"));
        publisher.publish(second);
        outbox.ends.get(0).unknown();
        outbox.ends.get(1).committed();

        unknown.get(0).rolledBack();

        assertThat(out).containsExactly(second);
    }

    private final class RecordedEnds implements StoredEventListener {
        @Override
        public void onDelivered(UUID id) {
            delivered.add(id);
        }

        @Override
        public void onCommitUnknown(Event<?> event, Outbox.TransactionEnd end) {
            unknown.add(end);
        }
    }

    private static final class OpenOutbox implements Outbox {
        private final List<TransactionEnd> ends = new ArrayList<>();
        private boolean broken;

        @Override
        public void append(Event<?> event, TransactionEnd end) {
            if (broken) {
                throw new IllegalStateException("out of reach");
            }
            ends.add(end);
        }

        @Override
        public void onTransactionEnd(TransactionEnd end) {
            ends.add(end);
        }

        @Override
        public void remove(Collection<UUID> ids) {}

        @Override
        public boolean wasCommitted(UUID id) {
            throw new AssertionError("looked up");
        }

        @Override
        public int relay(int most, Relay relay) {
            return 0;
        }
    }
}
