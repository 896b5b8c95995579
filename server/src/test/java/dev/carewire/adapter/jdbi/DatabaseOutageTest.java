package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.carewire.command.UnavailableException;
import dev.carewire.fixture.SwitchableProxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A PostgreSQL server that does not answer, is busy or no longer accepts changes, as the adapters experience it. */
class DatabaseOutageTest {

    private static final Duration SLACK = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofMillis(300);

    private final String url = TestDatabases.POSTGRES.config().address().url();
    private final int server = URI.create(url.substring("jdbc:".length())).getPort();
    private final SwitchableProxy proxy = new SwitchableProxy(server);
    private final String proxied = url.replace(":" + server + "/", ":" + proxy.port() + "/");
    private final Database database = open(2);

    private Database open(int connections) {
        return Database.open(new DatabaseConfig(
                new DatabaseAddress(proxied, "", ""),
                connections,
                new DatabaseTimeouts(
                        Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO)));
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        proxy.close();
    }

    @Test
    void failsAtOnceWhilePacketsAreSwallowedAndResumesAfterwards() throws Exception {
        CompletableFuture<Integer> running = CompletableFuture.supplyAsync(this::slowQuery);
        await().atMost(SLACK).until(() -> database.activeConnections() == 1);

        proxy.swallow();
        await().atMost(SLACK).until(() -> !database.isWritable());
        await().atMost(SLACK).untilAsserted(() -> assertThat(timeOfRefusal()).isLessThan(AT_ONCE));
        assertThatExceptionOfType(ExecutionException.class)
                .as("a statement that was running ends with the connection")
                .isThrownBy(() -> running.get(SLACK.toSeconds(), TimeUnit.SECONDS))
                .withCauseInstanceOf(UnavailableException.class);
        assertThat(database.awayCount()).isPositive();

        proxy.forward();
        long back = System.nanoTime();
        await().atMost(SLACK)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> query() == 1);
        // One look that is under way ends after 1 s; the rest is slack for a loaded machine.
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(4));
        await().atMost(SLACK).until(database::isWritable);
    }

    @Test
    void failsAtOnceWhileTheServerRefusesConnections() {
        proxy.leadTo(1);
        proxy.forward();

        await().atMost(SLACK).untilAsserted(() -> assertThat(timeOfRefusal()).isLessThan(AT_ONCE));
        assertThat(database.isWritable()).isFalse();

        proxy.leadTo(server);
        await().atMost(SLACK).ignoreExceptions().until(() -> query() == 1);
    }

    /** The pool kept its connections to a demoted server, and writes failed for 27 minutes. */
    @Test
    void leavesAServerThatNoLongerAcceptsChanges() throws Exception {
        try (EmbeddedPostgres demoted = EmbeddedPostgres.start()) {
            String table = "CREATE TABLE IF NOT EXISTS failover (id int)";
            String demotedUrl = demoted.getJdbcUrl("postgres", "postgres");
            execute(url, table);
            execute(demotedUrl, table);
            proxy.leadTo(demoted.getPort());
            proxy.forward();
            await().atMost(SLACK).ignoreExceptions().until(() -> insert() == 1);

            execute(demotedUrl, "ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
            await().atMost(SLACK).until(() -> !database.isWritable());
            assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::insert);

            proxy.leadTo(server);
            await().atMost(SLACK).ignoreExceptions().until(() -> insert() == 1);
            await().atMost(SLACK).until(database::isWritable);
            assertThat(insert()).as("on each connection").isEqualTo(1);
        } finally {
            execute(url, "DROP TABLE failover");
        }
    }

    private int insert() {
        return database.update("INSERT INTO failover VALUES (1)", Map.of());
    }

    @Test
    void waitsOnlyBrieflyForARowThatAnotherSessionHasLocked() throws Exception {
        execute(
                url,
                "DROP TABLE IF EXISTS locked_row",
                "CREATE TABLE locked_row (id int primary key)",
                "INSERT INTO locked_row VALUES (1)");
        try (Connection administrator = DriverManager.getConnection(url);
                Statement lock = administrator.createStatement()) {
            administrator.setAutoCommit(false);
            lock.execute("SELECT * FROM locked_row FOR UPDATE");
            CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(
                    () -> database.update("UPDATE locked_row SET id = :id", Map.of("id", 2)));

            assertThat(query()).as("an unrelated query").isEqualTo(1);
            assertThat(database.isWritable()).isTrue();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> waiting.get(4, TimeUnit.SECONDS))
                    .withCauseInstanceOf(UnavailableException.class)
                    .withMessageContaining("busy");
            assertThat(database.busyCount()).isEqualTo(1);
        } finally {
            execute(url, "DROP TABLE locked_row");
        }
    }

    /** One locked row and some commands for it made an unrelated read take 19.7 s. */
    @Test
    void manyChangesOfALockedRowLeaveRoomForReads() throws Exception {
        execute(
                url,
                "DROP TABLE IF EXISTS crowded_row",
                "CREATE TABLE crowded_row (id int primary key)",
                "INSERT INTO crowded_row VALUES (1)");
        ExecutorService workers = Executors.newFixedThreadPool(16);
        try (Database larger = open(4);
                Connection administrator = DriverManager.getConnection(url);
                Statement lock = administrator.createStatement()) {
            administrator.setAutoCommit(false);
            lock.execute("SELECT * FROM crowded_row FOR UPDATE");
            List<CompletableFuture<Integer>> changes = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> larger.update("UPDATE crowded_row SET id = 1", Map.of()), workers))
                    .limit(40)
                    .toList();
            await().atMost(SLACK).until(() -> larger.activeConnections() == 3);

            CompletableFuture<Duration> read = CompletableFuture.supplyAsync(
                    () -> {
                        long begin = System.nanoTime();
                        larger.count("SELECT 1", Map.of());
                        return Duration.ofNanos(System.nanoTime() - begin);
                    },
                    workers);

            assertThat(read.get(4, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(1));
            for (CompletableFuture<Integer> change : changes) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> change.get(SLACK.toSeconds(), TimeUnit.SECONDS))
                        .withCauseInstanceOf(UnavailableException.class);
            }
            administrator.rollback();
            assertThat(larger.update("UPDATE crowded_row SET id = 1", Map.of())).isEqualTo(1);
        } finally {
            workers.shutdownNow();
            execute(url, "DROP TABLE crowded_row");
        }
    }

    @Test
    void doesNotPromiseThatNothingHasChangedWhenTheAnswerToACommitIsLost() throws Exception {
        execute(url, "CREATE TABLE IF NOT EXISTS unconfirmed (id int)");
        try {
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> new JdbiTransactions(database).inTransaction(() -> {
                        database.update("INSERT INTO unconfirmed VALUES (1)", Map.of());
                        proxy.swallow();
                    }))
                    .withMessageContaining("did not confirm");
        } finally {
            proxy.forward();
            execute(url, "DROP TABLE unconfirmed");
        }
    }

    @Test
    void waitsOnlyBrieflyForAConnection() throws Exception {
        CompletableFuture<Integer> one = CompletableFuture.supplyAsync(this::slowQuery);
        CompletableFuture<Integer> two = CompletableFuture.supplyAsync(this::slowQuery);
        await().atMost(SLACK).until(() -> database.activeConnections() == 2);

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(this::query)
                .withMessageContaining("busy");

        assertThat(database.isWritable())
                .as("the watch has a connection of its own")
                .isTrue();
        execute(url, "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT 1 FROM pg_sleep%'");
        for (CompletableFuture<Integer> canceled : List.of(one, two)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> canceled.get(SLACK.toSeconds(), TimeUnit.SECONDS))
                    .withCauseInstanceOf(UnavailableException.class);
        }
    }

    private Duration timeOfRefusal() {
        long begin = System.nanoTime();
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::query);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private int query() {
        return database.count("SELECT 1", Map.of());
    }

    private int slowQuery() {
        return database.count("SELECT 1 FROM pg_sleep(8)", Map.of());
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection administrator = DriverManager.getConnection(url);
                Statement statement = administrator.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
