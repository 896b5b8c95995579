package dev.carewire.adapter.jdbi.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.DatabaseAddress;
import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jdbi.DatabaseTimeouts;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.cluster.BusProbe;
import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.ClusterBus;
import dev.carewire.cluster.ClusterBusContract;
import dev.carewire.cluster.NodeId;
import dev.carewire.fixture.SwitchableProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The direct address leads over a proxy, and that of the pool does not: only the former concerns the bus. */
class PostgresBusTest extends ClusterBusContract {

    private static final String URL = TestDatabases.POSTGRES.config().address().url();

    private final int server = URI.create(URL.substring("jdbc:".length())).getPort();
    private final SwitchableProxy proxy = new SwitchableProxy(server);
    private final Database database = Database.open(new DatabaseConfig(
            new DatabaseAddress(URL, "", ""),
            new DatabaseAddress(URL.replace(":" + server + "/", ":" + proxy.port() + "/"), "", ""),
            2,
            DatabaseTimeouts.ofStatement(Duration.ofSeconds(10))));

    @Override
    protected ClusterBus bus(NodeId self) {
        return new PostgresBus(database, self);
    }

    @Override
    protected void interrupt() {
        proxy.leadTo(1);
        proxy.forward();
    }

    @Override
    protected void restore() {
        proxy.leadTo(server);
    }

    @AfterEach
    void end() throws IOException {
        database.close();
        proxy.close();
    }

    /** A payload of NOTIFY is shorter than 8,000 bytes. */
    @Test
    void carriesAnEventOfNineKilobytesWithMultibyteText() {
        BusProbe sender = node();
        BusProbe receiver = node();
        receiver.subscribe(NORTH);
        String event = "{\"note\":\"" + "Müller 診療所 🏥 ".repeat(400) + "\"}";
        assertThat(event.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(9_000, 10_000);

        sender.send(NORTH, event);
        sender.send(NORTH, event);
        sender.send(NORTH, "last");
        receiver.awaitText(NORTH, "last");
        assertThat(receiver.texts(NORTH)).containsExactly(event, event, "last");
    }

    /** PostgreSQL delivers equal notifications of one transaction once. */
    @Test
    void deliversEqualMessagesAsOftenAsTheyAreSent() {
        BusProbe sender = node();
        BusProbe receiver = node();
        for (int i = 0; i < 300; i++) {
            sender.send(BusTopic.ALL_NODES, "again");
        }
        sender.send(BusTopic.ALL_NODES, "last");
        receiver.awaitText(BusTopic.ALL_NODES, "last");
        assertThat(receiver.texts(BusTopic.ALL_NODES)).hasSize(301);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ASC", "DESC"})
    void connectsAgainAfterOneOfItsConnectionsWasTerminated(String order) throws SQLException {
        BusProbe sender = node();
        BusProbe receiver = node();
        receiver.subscribe(NORTH);

        assertThat(query(
                        "SELECT pg_terminate_backend(pid)::int FROM pg_stat_activity WHERE application_name = 'carewire bus "
                                + receiver.id() + "' ORDER BY backend_start " + order + " LIMIT 1"))
                .isEqualTo(1);
        receiver.awaitInterruptions(1).awaitConnections(2);
        sender.send(NORTH, "event");
        receiver.awaitText(NORTH, "event");
        assertThat(sender.interruptions()).isZero();
    }

    /** The driver waits for notifications without a limit of its own. */
    @Test
    void noticesThatTheNetworkSwallowsPackets() {
        BusProbe sender = node();
        BusProbe receiver = node();
        receiver.subscribe(NORTH);

        proxy.swallow();
        receiver.awaitInterruptions(1);
        sender.awaitInterruptions(1);
        proxy.forward();
        receiver.awaitConnections(2);
        sender.awaitConnections(2);
        sender.send(NORTH, "event");
        receiver.awaitText(NORTH, "event");
    }

    @Test
    void ignoresNotificationsThatItCannotRead() throws SQLException {
        BusProbe receiver = node();
        BusProbe sender = node();
        String channel = new Channels("public").ofAllNodes();
        for (String payload : new String[] {"", "?", "AA==", "AQ==", "x".repeat(7_999)}) {
            query("SELECT 1 FROM pg_notify('" + channel + "', '" + payload + "')");
        }
        sender.send(BusTopic.ALL_NODES, "event");
        receiver.awaitText(BusTopic.ALL_NODES, "event");
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void endsItsConnectionsWhenItCloses() throws SQLException {
        BusProbe node = node();
        String sessions =
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'carewire bus " + node.id() + "'";
        assertThat(query(sessions)).isEqualTo(2);
        node.bus().close();
        await().atMost(BusProbe.PATIENCE).until(() -> query(sessions) == 0);
        assertThat(node.interruptions()).isZero();
    }

    private static int query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
