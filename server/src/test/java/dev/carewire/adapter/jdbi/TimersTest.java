package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.identity.TenantId;
import dev.carewire.text.Identifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Timers in the database. Each test has a tenant of its own: the whole run shares the table. */
class TimersTest extends DatabaseTest {

    private static final Duration LOOK = Duration.ofMillis(50);
    private final Instant now = Instant.now();

    private final Transactions transactions = new JdbiTransactions(database());
    private final JdbiTimers timers = timers();

    TimersTest(TestDatabases which) {
        super(which);
    }

    private JdbiTimers timers() {
        return new JdbiTimers(database(), Clock.systemUTC(), 2, LOOK, Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        timers.close();
        database().jdbi().useHandle(handle -> handle.execute("DELETE FROM scheduled_tasks"));
    }

    private Timers.Key key(String id) {
        return new Timers.Key("test", tenant, id);
    }

    @Test
    void ringsWhatIsDueOnceAndNothingElse() {
        List<String> fired = new CopyOnWriteArrayList<>();
        timers.set(key("due"), now.minusSeconds(1));
        timers.set(key("due"), now.minusSeconds(2));
        timers.set(key("later"), now.plusSeconds(3_600));
        timers.start(Map.of("test", (who, id) -> {
            fired.add(who + " " + id);
            return Optional.empty();
        }));
        timers.set(key("due-too"), now);

        await().until(() -> fired.size() >= 2 && left() == 1);
        assertThat(fired).containsExactlyInAnyOrder(tenant + " due", tenant + " due-too");
    }

    @Test
    void timersHaveIdsOfAnyLengthAndWithBlanks() {
        String longest = "f: " + "é".repeat(Identifier.MAX_LENGTH - 3);
        Set<String> fired = ConcurrentHashMap.newKeySet();
        timers.set(key("two  blanks"), now);
        timers.set(key(longest), now);
        timers.set(key("x".repeat(Identifier.MAX_LENGTH) + "@" + now.toEpochMilli()), now);
        TenantId clinic = new TenantId("clinic of " + "é".repeat(Identifier.MAX_LENGTH - 10));
        timers.set(new Timers.Key("test", clinic, longest), now);

        timers.start(Map.of("test", (who, id) -> {
            fired.add(who + ": " + id);
            return Optional.empty();
        }));

        await().until(() -> left() == 0);
        assertThat(fired)
                .containsExactlyInAnyOrder(
                        tenant + ": two  blanks",
                        tenant + ": " + longest,
                        tenant + ": " + "x".repeat(Identifier.MAX_LENGTH) + "@" + now.toEpochMilli(),
                        clinic + ": " + longest);
    }

    @Test
    void ringsAgainWhenTheBellSaysSo() {
        AtomicInteger fired = new AtomicInteger();
        timers.start(Map.of(
                "test", (who, id) -> fired.incrementAndGet() < 3 ? Optional.of(Instant.now()) : Optional.empty()));
        timers.set(key("again"), now);

        await().until(() -> left() == 0);
        assertThat(fired).hasValue(3);
    }

    @Test
    void setsATimerWithTheTransactionThatSetsIt() {
        assertThatThrownBy(() -> transactions.inTransaction(() -> {
                    timers.set(key("lost"), now);
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        transactions.inTransaction(() -> timers.set(key("kept"), now));

        assertThat(left()).isEqualTo(1);
    }

    @Test
    void ringsOnceThoughSeveralNodesLook() {
        List<String> fired = new CopyOnWriteArrayList<>();
        Map<String, Timers.TimerListener> listeners = Map.of("test", (who, id) -> {
            fired.add(id);
            return Optional.empty();
        });
        for (int i = 0; i < 50; i++) {
            timers.set(key("t" + i), now);
        }
        try (JdbiTimers other = timers()) {
            other.start(listeners);
            timers.start(listeners);

            await().until(() -> left() == 0);
        }
        assertThat(fired).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void leavesATimerThatFailedAndKeepsRingingOthers() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        List<String> fired = new CopyOnWriteArrayList<>();
        timers.set(key("bad"), now.minusSeconds(5));
        timers.start(Map.of("test", (who, id) -> {
            if (id.equals("bad")) {
                failed.countDown();
                throw new IllegalStateException("out of reach");
            }
            fired.add(id);
            return Optional.empty();
        }));
        assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
        timers.set(key("good"), now);

        await().until(() -> left() == 1);
        assertThat(fired).containsExactly("good");
    }

    @Test
    void ringsAfterARestartWhatWasSetBefore() {
        timers.set(key("before"), now);
        timers.close();
        List<String> fired = new CopyOnWriteArrayList<>();
        try (JdbiTimers restarted = timers()) {
            restarted.start(Map.of("test", (who, id) -> {
                fired.add(id);
                return Optional.empty();
            }));

            await().until(() -> left() == 0);
        }
        assertThat(fired).containsExactly("before");
    }

    /** Timers of this test that have not fired; other tests leave timers of their own in the table. */
    private int left() {
        return database()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT COUNT(*) FROM scheduled_tasks WHERE task_instance LIKE :mine")
                        .bind("mine", "% " + tenant.value())
                        .mapTo(Integer.class)
                        .one());
    }
}
