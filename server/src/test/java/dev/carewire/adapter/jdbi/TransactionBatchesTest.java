package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carewire.cluster.TransactionBatches;
import dev.carewire.cluster.Transactions;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionBatchesTest extends DatabaseTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int THREADS = 12;

    private final CountedTransactions counted = new CountedTransactions(new JdbiTransactions(database()));
    private final TransactionBatches batches = new TransactionBatches(counted);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    TransactionBatchesTest(TestDatabases which) {
        super(which);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private String insert(TenantId of, String id) {
        database()
                .update(
                        "INSERT INTO rooms (tenant, id, name, door) VALUES (:tenant, :id, 'Room', '1')",
                        Map.of("tenant", of, "id", id));
        return id;
    }

    private List<String> rooms(TenantId of) {
        return database()
                .list(
                        "SELECT id FROM rooms WHERE tenant = :tenant ORDER BY id",
                        Map.of("tenant", of),
                        row -> row.getString("id"));
    }

    private <T> CompletableFuture<T> start(TenantId of, Supplier<T> work) {
        return CompletableFuture.supplyAsync(() -> batches.of(of).inTransaction(work), threads);
    }

    /** Starts a transaction that is under way until {@code end}. */
    private CompletableFuture<String> startSlow(CountDownLatch end) {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> slow = start(tenant, () -> {
            begun.countDown();
            awaitLatch(end);
            return insert(tenant, "slow");
        });
        awaitLatch(begun);
        return slow;
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void awaitWaiting(int number) {
        await().atMost(DEADLINE).until(() -> counted.outside.get() == 1 && batches.waiting(tenant) == number);
    }

    @Test
    void oneTransactionIsCommittedAtOnce() {
        assertThat(batches.of(tenant).inTransaction(() -> insert(tenant, "a"))).isEqualTo("a");

        assertThat(rooms(tenant)).containsExactly("a");
        assertThat(counted.outside).hasValue(1);
    }

    @Test
    void transactionsThatArriveDuringACommitShareTheNextOne() {
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<String> slow = startSlow(end);
        List<CompletableFuture<String>> others = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String id = "other-" + i;
            others.add(start(tenant, () -> insert(tenant, id)));
        }
        awaitWaiting(8);
        end.countDown();

        assertThat(slow).succeedsWithin(DEADLINE).isEqualTo("slow");
        for (int i = 0; i < 8; i++) {
            assertThat(others.get(i)).succeedsWithin(DEADLINE).isEqualTo("other-" + i);
        }
        assertThat(rooms(tenant)).hasSize(9);
        assertThat(counted.outside).hasValue(2);
    }

    @Test
    void aFailureLeavesTheOthersAlone() {
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<String> slow = startSlow(end);
        CompletableFuture<String> first = start(tenant, () -> insert(tenant, "first"));
        CompletableFuture<String> failing = start(tenant, () -> {
            insert(tenant, "undone");
            throw new IllegalArgumentException("changed my mind");
        });
        CompletableFuture<String> twice = start(tenant, () -> insert(tenant, "slow"));
        CompletableFuture<String> last = start(tenant, () -> insert(tenant, "last"));
        awaitWaiting(4);
        end.countDown();

        assertThat(slow).succeedsWithin(DEADLINE);
        assertThat(first).succeedsWithin(DEADLINE);
        assertThat(last).succeedsWithin(DEADLINE);
        assertThatThrownBy(failing::join).hasRootCauseMessage("changed my mind");
        assertThat(twice).failsWithin(DEADLINE);
        assertThat(rooms(tenant)).containsExactly("first", "last", "slow");
    }

    @Test
    void aFailedCommitFailsAllOfItsTransactions() {
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<String> slow = startSlow(end);
        CompletableFuture<String> first = start(tenant, () -> insert(tenant, "first"));
        CompletableFuture<String> second = start(tenant, () -> insert(tenant, "second"));
        awaitWaiting(2);
        counted.failing = true;
        end.countDown();

        assertThat(slow).failsWithin(DEADLINE);
        assertThat(first).failsWithin(DEADLINE);
        assertThat(second).failsWithin(DEADLINE);
        counted.failing = false;
        assertThat(batches.of(tenant).inTransaction(() -> insert(tenant, "later")))
                .isEqualTo("later");
        assertThat(rooms(tenant)).containsExactly("later");
    }

    @Test
    void tenantsDoNotWaitForEachOther() {
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<String> slow = startSlow(end);

        assertThat(start(otherTenant, () -> insert(otherTenant, "x"))).succeedsWithin(DEADLINE);
        end.countDown();
        assertThat(slow).succeedsWithin(DEADLINE);
    }

    @Test
    void aTransactionWithinOneJoinsIt() {
        Transactions own = batches.of(tenant);

        String id = own.inTransaction(() -> own.inTransaction(() -> insert(tenant, "inner")));

        assertThat(id).isEqualTo("inner");
        assertThatThrownBy(() -> own.inTransaction(() -> {
                    own.inTransaction(() -> insert(tenant, "undone"));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        assertThat(rooms(tenant)).containsExactly("inner");
    }

    @Test
    void everyTransactionOfManyThreadsIsCommittedOnce() {
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String id = String.format("%03d", i);
            all.add(start(tenant, () -> insert(tenant, id)));
        }
        all.forEach(each -> assertThat(each).succeedsWithin(DEADLINE));

        assertThat(rooms(tenant)).hasSize(300);
        assertThat(batches.waiting(tenant)).isZero();
    }

    /** Counts the transactions that are no part of another one. */
    private static final class CountedTransactions implements Transactions {
        private final Transactions database;
        private final AtomicInteger outside = new AtomicInteger();
        private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
        private volatile boolean failing;

        CountedTransactions(Transactions database) {
            this.database = database;
        }

        @Override
        public <T> T inTransaction(Supplier<T> work) {
            if (inside.get()) {
                return database.inTransaction(work);
            }
            outside.incrementAndGet();
            inside.set(true);
            try {
                return database.inTransaction(() -> {
                    T result = work.get();
                    if (failing) {
                        throw new IllegalStateException("the commit fails");
                    }
                    return result;
                });
            } finally {
                inside.set(false);
            }
        }

        @Override
        public Optional<RuntimeException> inNestedTransaction(Runnable work) {
            return database.inNestedTransaction(work);
        }

        @Override
        public void onEnd(Runnable committed, Runnable rolledBack) {
            database.onEnd(committed, rolledBack);
        }
    }
}
