package dev.carewire.adapter.jdbi.bus;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.cluster.NodeId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Two connections to one PostgreSQL server: one receives notifications, the other one sends them. The driver allows no other
 * statement on a connection that waits for notifications. One thread receives, another one sends; {@link #fail} and {@link #close}
 * work on any thread.
 */
final class BusSession implements AutoCloseable {

    /** How long the server may take to accept a connection, and then to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * PostgreSQL keeps a notification until each listener has received it. It thus ends the session of a stopped node after
     * 10 s, and of a machine that is gone after 10 s + 3 × 5 s.
     */
    private static final String TIMEOUTS = "SET tcp_user_timeout = 10000; SET tcp_keepalives_idle = 10;"
            + " SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

    /**
     * Transactions that notify commit one after the other. This one writes no rows, so that it waits neither for the disk nor
     * for a standby meanwhile.
     */
    private static final String NOTIFY =
            "SELECT pg_notify(channel, payload) FROM unnest(?, ?) AS notification (channel, payload)";

    /** PostgreSQL frees the memory only when a transaction notifies, which fails while it is full, or at this question. */
    private static final String FREE_MEMORY = "SELECT pg_notification_queue_usage()";

    private final Connection receiving;
    private final Connection sending;
    private final NodeId node;
    private final Channels channels;
    private volatile Optional<SQLException> fault = Optional.empty();

    /** Only the thread that receives uses it. */
    private final Set<String> listening = new HashSet<>();

    /** A payload for a channel. */
    record Notification(String channel, String payload) {}

    private BusSession(Connection receiving, Connection sending, NodeId node) throws SQLException {
        this.receiving = receiving;
        this.sending = sending;
        this.node = node;
        execute(receiving, TIMEOUTS);
        execute(sending, TIMEOUTS);
        try (Statement query = receiving.createStatement();
                ResultSet row = query.executeQuery("SELECT current_schema()")) {
            row.next();
            this.channels = new Channels(String.valueOf(row.getString(1)));
        }
    }

    /**
     * Connects. Blocks for at most some seconds.
     *
     * @param node its connections have this name in {@code pg_stat_activity}
     */
    static BusSession open(Database database, NodeId node) throws SQLException {
        String name = "carewire bus " + node;
        Connection receiving = database.openSession(name, PATIENCE);
        Connection sending = receiving;
        try {
            sending = database.openSession(name, PATIENCE);
            return new BusSession(receiving, sending, node);
        } catch (SQLException failure) {
            Database.end(receiving);
            Database.end(sending);
            throw failure;
        }
    }

    Channels channels() {
        return channels;
    }

    /** The notification of the node to itself: the only one without a payload. */
    Notification heartbeat() {
        return new Notification(channels.of(node), "");
    }

    /** Receives the notifications to all nodes, to this one, and of some more channels. */
    void listen(Set<String> more) throws SQLException {
        Set<String> wanted = new HashSet<>(more);
        wanted.addAll(List.of(channels.ofAllNodes(), channels.of(node)));
        StringJoiner changes = new StringJoiner("; ");
        wanted.stream()
                .filter(channel -> !listening.contains(channel))
                .forEach(channel -> changes.add("LISTEN " + channel));
        listening.stream()
                .filter(channel -> !wanted.contains(channel))
                .forEach(channel -> changes.add("UNLISTEN " + channel));
        if (changes.length() > 0) {
            execute(receiving, changes.toString());
            listening.clear();
            listening.addAll(wanted);
        }
    }

    /** Waits for notifications; none if there are none for that long. */
    List<Notification> receive(Duration longest) throws SQLException {
        PGNotification[] received =
                receiving.unwrap(PGConnection.class).getNotifications(Math.toIntExact(longest.toMillis()));
        return received == null
                ? List.of()
                : List.of(received).stream().map(BusSession::read).toList();
    }

    private static Notification read(PGNotification received) {
        return new Notification(received.getName(), received.getParameter());
    }

    /** Sends notifications in their order, in one transaction. */
    void send(List<Notification> notifications) throws SQLException {
        String[] names = notifications.stream().map(Notification::channel).toArray(String[]::new);
        String[] payloads = notifications.stream().map(Notification::payload).toArray(String[]::new);
        try (PreparedStatement statement = sending.prepareStatement(NOTIFY)) {
            statement.setArray(1, sending.createArrayOf("text", names));
            statement.setArray(2, sending.createArrayOf("text", payloads));
            statement.execute();
        }
    }

    /** Frees PostgreSQL's memory of notifications as far as all sessions have read them. */
    void freeMemory() throws SQLException {
        execute(sending, FREE_MEMORY);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends both connections, and what waits on them, since sending has failed. */
    void fail(SQLException reason) {
        fault = Optional.of(reason);
        close();
    }

    /** Why {@link #fail} has ended the connections. */
    Optional<SQLException> fault() {
        return fault;
    }

    @Override
    public void close() {
        Database.end(receiving);
        Database.end(sending);
    }
}
