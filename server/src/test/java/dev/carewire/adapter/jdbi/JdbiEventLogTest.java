package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.carewire.adapter.json.JsonEventCodec;
import dev.carewire.cluster.Transactions;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.log.EventLog;
import dev.carewire.log.EventLog.CommittedEvent;
import dev.carewire.log.EventLogContract;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The event log and the transactions that its events belong to. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabases.class)
class JdbiEventLogTest extends EventLogContract {

    /** Long before the events of other tests, which share the database. */
    private static final Instant NOW = Instant.parse("2001-01-01T12:00:00Z");

    private final TestDatabases which;
    private final Database database;
    private final Transactions transactions;

    JdbiEventLogTest(TestDatabases which) {
        this.which = which;
        this.database = which.database();
        this.transactions = new JdbiTransactions(database);
    }

    @Override
    protected EventLog create() {
        return new JdbiEventLog(database, new JsonEventCodec(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Override
    protected Instant now() {
        return NOW;
    }

    private void append(String name) {
        log().append(event(tenant, name));
    }

    /** The names of the events that the listener has received, by transaction. */
    private List<List<String>> reported() {
        return committed.stream()
                .map(events -> events.stream().map(JdbiEventLogTest::name).toList())
                .toList();
    }

    private static String name(CommittedEvent event) {
        String name = event.event().payload() instanceof PatientDeleted deleted ? deleted.patientId() : "volatile";
        return name + event.position().map(position -> " " + position.seq()).orElse("");
    }

    @Test
    void reportsATransactionAfterItsCommit() {
        transactions.inTransaction(() -> {
            append("a");
            transactions.inTransaction(() -> append("b"));
            assertThat(committed).isEmpty();
            assertThat(stored(tenant, 0)).isEmpty();
        });

        assertThat(reported()).containsExactly(List.of("a 1", "b 2"));
        assertThat(stored(tenant, 0)).containsExactly("1 a", "2 b");
    }

    @Test
    void numbersSeveralTenantsOfOneTransactionApart() {
        transactions.inTransaction(() -> {
            append("a");
            log().append(event(other, "x"));
            append("b");
        });

        assertThat(reported()).containsExactly(List.of("a 1", "x 1", "b 2"));
        assertThat(stored(other, 0)).containsExactly("1 x");
    }

    @Test
    void aVolatileEventKeepsItsPlace() {
        append("before");
        committed.clear();

        transactions.inTransaction(() -> {
            log().append(volatileEvent(tenant));
            append("a");
            log().append(volatileEvent(tenant));
            append("b");
        });

        assertThat(reported()).containsExactly(List.of("volatile 1", "a 2", "volatile 2", "b 3"));
        assertThat(stored(tenant, 1)).containsExactly("2 a", "3 b");
    }

    @Test
    void aRollbackLeavesNoNumberAndNoEvent() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    append("a");
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        append("b");

        assertThat(reported()).containsExactly(List.of("b 1"));
        assertThat(stored(tenant, 0)).containsExactly("1 b");
    }

    @Test
    void anUndoneNestedTransactionLeavesNoNumberAndNoEvent() {
        transactions.inTransaction(() -> {
            append("before");
            assertThat(transactions.inNestedTransaction(() -> {
                        append("undone");
                        assertThat(transactions.inNestedTransaction(() -> append("also undone")))
                                .isEmpty();
                        throw new IllegalStateException("changed my mind");
                    }))
                    .isPresent();
            assertThat(transactions.inNestedTransaction(() -> append("kept"))).isEmpty();
        });

        assertThat(reported()).containsExactly(List.of("before 1", "kept 2"));
        assertThat(stored(tenant, 0)).containsExactly("1 before", "2 kept");
    }

    @Test
    void aTransactionOfWhichNothingIsLeftIsNotReported() {
        transactions.inTransaction(() -> assertThat(transactions.inNestedTransaction(() -> {
                    append("undone");
                    throw new IllegalStateException("changed my mind");
                }))
                .isPresent());

        assertThat(committed).isEmpty();
        assertThat(log().heads(List.of(tenant))).isEmpty();
    }

    @Test
    void actionsAfterTheCommitRunBeforeTheListener() {
        List<String> order = new ArrayList<>();
        transactions.inTransaction(() -> {
            append("a");
            transactions.afterCommit(() -> order.add("action, reported " + committed.size()));
        });

        assertThat(order).containsExactly("action, reported 0");
        assertThat(committed).hasSize(1);
    }

    /** The number is drawn last: a transaction that waits for another row must not stop the tenant's other writers. */
    @Test
    void aTransactionThatIsStillAtWorkHoldsNobodyUp() throws Exception {
        CountDownLatch appended = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread slow = new Thread(() -> transactions.inTransaction(() -> {
            append("slow");
            appended.countDown();
            await(end);
        }));
        slow.start();
        await(appended);

        append("fast");
        end.countDown();
        slow.join();

        assertThat(stored(tenant, 0)).containsExactly("1 fast", "2 slow");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** The order of the commits is that of the numbers, also when the rows of both were locked in turn. */
    @Test
    void writersOfOneRowAreNumberedInTheOrderOfTheirChanges() throws Exception {
        database.update(
                "INSERT INTO rooms (tenant, id, name, door) VALUES (:tenant, 'r', '0', '1')", Map.of("tenant", tenant));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 50; n++) {
                    transactions.inTransaction(() -> append(raiseRoom()));
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        List<String> expected = new ArrayList<>();
        for (int n = 1; n <= 200; n++) {
            expected.add(n + " " + n);
        }
        assertThat(stored(tenant, 0)).isEqualTo(expected);
    }

    private String raiseRoom() {
        Map<String, Object> key = Map.of("tenant", tenant);
        Optional<Integer> value = database.find(
                "SELECT name FROM rooms WHERE tenant = :tenant AND id = 'r' FOR UPDATE",
                key,
                row -> Integer.parseInt(row.getString("name")));
        String next = String.valueOf(value.orElseThrow() + 1);
        database.update(
                "UPDATE rooms SET name = :name WHERE tenant = :tenant AND id = 'r'",
                Map.of("tenant", tenant, "name", next));
        return next;
    }

    @Test
    void anEventOfAnotherVersionIsReadWithoutContent() {
        append("a");
        append("b");
        database.update(
                "UPDATE event_log SET body = '{}' WHERE tenant = :tenant AND seq = 1", Map.of("tenant", tenant));

        assertThat(log().read(tenant, 0))
                .extracting(each -> each.event().isPresent())
                .containsExactly(false, true);
    }

    @Test
    void aNewEpochHidesTheEarlierEvents() {
        append("a");
        append("b");
        database.update(
                "UPDATE log_heads SET base = seq, epoch = 'later' WHERE tenant = :tenant", Map.of("tenant", tenant));
        append("c");

        assertThat(stored(tenant, 0)).containsExactly("3 c");
        assertThat(log().recent(tenant, 3, Instant.EPOCH, 1_000)).hasSize(1);
        assertThat(log().read(tenant, 0).get(0).position().epoch()).isEqualTo("later");
    }

    @Test
    void aConnectionLostBeforeTheLastActEndsAsARollback() {
        assumeAServerThatKillsConnections();
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    append("a");
                    killOwnConnection();
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(unknown).isEmpty();
        assertThat(committed).isEmpty();
        assertThat(log().heads(List.of(tenant))).isEmpty();
    }

    /** A node that stands still there would stop the tenant's other writers for ever. */
    @Test
    void whoeverHoldsAHeadForTooLongLosesIt() throws Exception {
        assumeAServerThatKillsConnections();
        append("first");
        LogHeads heads = new LogHeads(database);
        assertThatThrownBy(() -> database.jdbi().useTransaction(handle -> {
                    heads.raise(handle, tenant, 1);
                    CompletableFuture<Void> writer = CompletableFuture.runAsync(this::appendSecond);
                    assertThat(writer).succeedsWithin(Duration.ofSeconds(30));
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(stored(tenant, 0)).containsExactly("1 first", "2 second");
    }

    /** Each attempt waits for as long as for any locked row. */
    private void appendSecond() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            append("second");
            return true;
        });
    }

    private void killOwnConnection() {
        database.jdbi().useHandle(handle -> handle.execute("SELECT pg_terminate_backend(pg_backend_pid())"));
    }

    private void assumeAServerThatKillsConnections() {
        assumeThat(which).as("H2 in memory has no connection that can be lost").isEqualTo(TestDatabases.POSTGRES);
    }
}
