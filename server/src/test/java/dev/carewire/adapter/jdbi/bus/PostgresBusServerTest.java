package dev.carewire.adapter.jdbi.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jdbi.JdbiServerKeys;
import dev.carewire.cluster.BusProbe;
import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.NodeId;
import dev.carewire.identity.TenantId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bus on a PostgreSQL server of its own: restarts, held locks, and memory that is full. */
class PostgresBusServerTest {

    private static final BusTopic.OfTenant NORTH = new BusTopic.OfTenant(new TenantId("clinic-north"));

    private static final int WRITERS = 50;

    private final List<BusProbe> nodes = new ArrayList<>();
    private final List<Database> databases = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        nodes.forEach(node -> node.bus().close());
        databases.forEach(Database::close);
    }

    private EmbeddedPostgres start(UnaryOperator<EmbeddedPostgres.Builder> settings) throws IOException {
        return settings.apply(
                        EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(false))
                .start();
    }

    private BusProbe node(String url) {
        Database database = Database.open(new DatabaseConfig(url, "", "", 10, Duration.ofSeconds(60)));
        databases.add(database);
        NodeId id = NodeId.random();
        BusProbe node = new BusProbe(id, new PostgresBus(database, id));
        nodes.add(node);
        return node.connect();
    }

    private static String url(EmbeddedPostgres server) {
        return server.getJdbcUrl("postgres", "postgres");
    }

    @Test
    void connectsAgainAfterPostgresHasRestarted() throws IOException {
        BusProbe sender;
        BusProbe receiver;
        int port;
        try (EmbeddedPostgres server = start(builder -> builder)) {
            port = server.getPort();
            sender = node(url(server));
            receiver = node(url(server));
            receiver.subscribe(NORTH);
        }
        sender.awaitInterruptions(1);
        receiver.awaitInterruptions(1);
        sender.send(NORTH, "lost");
        assertThat(sender.bus().dropped()).isPositive();

        try (EmbeddedPostgres server = start(builder -> builder.setPort(port))) {
            sender.awaitConnections(2);
            receiver.awaitConnections(2);
            sender.send(NORTH, "event");
            receiver.awaitText(NORTH, "event");
            assertThat(receiver.texts(NORTH)).containsExactly("event");
            assertThat(server.getPort()).isEqualTo(port);
        }
    }

    /**
     * A transaction with a NOTIFY holds a lock of the whole database during its commit. Here, one holds it until a standby
     * answers that does not exist. Only the bus may wait for it.
     */
    @Test
    void letsFiftyWritersCommitWhileAnotherTransactionHoldsTheLockOfNotify() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
        try (EmbeddedPostgres server = start(builder -> builder.setServerConfig("synchronous_standby_names", "nowhere")
                        .setServerConfig("synchronous_commit", "local"));
                Connection holder = DriverManager.getConnection(url(server))) {
            BusProbe sender = node(url(server));
            BusProbe receiver = node(url(server));
            receiver.subscribe(NORTH);
            Future<?> held = threads.submit(() -> {
                execute(holder, "SET synchronous_commit = on");
                execute(holder, "BEGIN; CREATE TABLE held (); NOTIFY held; COMMIT");
                return null;
            });
            await().atMost(BusProbe.PATIENCE)
                    .until(() ->
                            count(server, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == 1);

            JdbiServerKeys rows = new JdbiServerKeys(databases.get(0));
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String name = "writer-" + i;
                writers.add(threads.submit(() -> {
                    rows.get(name, 32);
                    sender.send(NORTH, name);
                }));
            }
            for (Future<?> writer : writers) {
                writer.get(BusProbe.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            String waiting = "FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'object'"
                    + " AND classid = 'pg_database'::regclass AND NOT granted";
            await().atMost(BusProbe.PATIENCE)
                    .until(() ->
                            count(server, "SELECT count(*) " + waiting + " AND application_name LIKE 'carewire bus %'")
                                    > 0);
            assertThat(count(server, "SELECT count(*) " + waiting + " AND application_name NOT LIKE 'carewire bus %'"))
                    .isZero();
            assertThat(held).isNotDone();

            count(server, "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            await().atMost(BusProbe.PATIENCE).until(() -> {
                sender.send(NORTH, "last");
                return receiver.texts(NORTH).contains("last");
            });
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void dropsAndCountsMessagesWhileTheMemoryOfNotificationsIsFull() throws Exception {
        try (EmbeddedPostgres server = start(builder -> builder.setServerConfig("max_notify_queue_pages", "64"));
                Connection slow = DriverManager.getConnection(url(server))) {
            BusProbe sender = node(url(server));
            BusProbe receiver = node(url(server));
            receiver.subscribe(NORTH);
            // A session reads notifications between its transactions.
            execute(slow, "LISTEN anything");
            execute(slow, "BEGIN; SELECT 1");

            byte[] message = "m".repeat(5_000).getBytes(UTF_8);
            await().atMost(BusProbe.PATIENCE).until(() -> {
                sender.bus().publish(NORTH, message);
                return sender.bus().dropped() > 0;
            });
            receiver.awaitInterruptions(1);
            assertThat(receiver.bus().isConnected()).isFalse();

            execute(slow, "ROLLBACK");
            sender.awaitConnections(2);
            receiver.awaitConnections(2);
            sender.send(NORTH, "event");
            receiver.awaitText(NORTH, "event");
        }
    }

    private static int count(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(server));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
