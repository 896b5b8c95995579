package dev.carewire.adapter.jdbi;

import dev.carewire.adapter.jdbi.DatabaseUse.LockMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lock of a PostgreSQL database, exclusive or shared by the nodes of a cluster. It is an advisory lock of a session of its own, whose
 * application name is the holder's. If the session ends, the lock is taken again; if another server was faster, this one must stop.
 */
final class SessionLock implements DatabaseLock {

    private static final Logger log = LoggerFactory.getLogger(SessionLock.class);

    /** How long the database may take to accept the connection, and then to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A server that was just killed, or is about to end, still has the lock for a moment. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Two servers in different schemas of one database do not disturb each other. */
    private static final String KEY = "hashtext('carewire'), hashtext(current_schema()::text)";

    private static final String TRY = "SELECT pg_try_advisory_lock(" + KEY + ")";

    private static final String TRY_SHARED = "SELECT pg_try_advisory_lock_shared(" + KEY + ")";

    /** PostgreSQL ends the session of a machine that is gone after 10 s + 3 × 5 s, instead of after two hours. */
    private static final String KEEPALIVE =
            "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

    /** The columns are empty for a holder of another role. */
    private static final String HOLDER = """
            SELECT activity.application_name, host(activity.client_addr)
            FROM pg_locks held JOIN pg_stat_activity activity ON activity.pid = held.pid
            WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 2
              AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND held.classid::bigint = (hashtext('carewire')::bigint & 4294967295)
              AND held.objid::bigint = (hashtext(current_schema()::text)::bigint & 4294967295)
            """;

    private final DatabaseConnections connections;
    private final String holder;
    private final LockMode mode;

    private @Nullable Connection session;
    private Optional<String> takenOverBy = Optional.empty();

    private SessionLock(DatabaseConnections connections, String holder, LockMode mode) {
        this.connections = connections;
        this.holder = holder;
        this.mode = mode;
    }

    /**
     * Takes the lock. Blocks, for some seconds if another process has it.
     *
     * @param holder names this process to others; PostgreSQL keeps its first 63 characters
     * @throws UnusableDatabaseException if another process keeps it; the message names that process
     */
    static SessionLock take(DatabaseConnections connections, String holder, LockMode mode) throws SQLException {
        SessionLock lock = new SessionLock(connections, holder, mode);
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        Optional<String> other = lock.tryTake();
        while (other.isPresent() && System.nanoTime() < deadline) {
            pause();
            other = lock.tryTake();
        }
        if (other.isPresent()) {
            lock.close();
            throw new UnusableDatabaseException(inUse(other.get()));
        }
        return lock;
    }

    static String inUse(String other) {
        return "the database is in use by " + other
                + " (expected: one server for each database, or nodes with the same cluster.mode; stop the other one, or set"
                + " another database.url)";
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new UnusableDatabaseException("interrupted while waiting for the database", ended);
        }
    }

    @Override
    public void verify() throws SQLException {
        if (takenOverBy.isPresent()) {
            throw takenOver(takenOverBy.get());
        }
        Connection current = session;
        if (current != null) {
            try (Statement query = current.createStatement()) {
                query.execute("SELECT 1");
                return;
            } catch (SQLException ended) {
                log.atWarn()
                        .addKeyValue("state", ended.getSQLState())
                        .log("lost the session that keeps other servers out of the database, opening another one");
                close();
            }
        }
        takenOverBy = tryTake();
        if (takenOverBy.isPresent()) {
            throw takenOver(takenOverBy.get());
        }
        log.atWarn().log("locked the database again");
    }

    @Override
    public Optional<String> takenOverBy() {
        return takenOverBy;
    }

    private static SQLException takenOver(String other) {
        return new SQLException("The database is in use by " + other, SqlFailure.LOCKED);
    }

    /** Takes the lock; if another process has it, the process's name. */
    private Optional<String> tryTake() throws SQLException {
        Connection current = session;
        if (current == null) {
            current = connections.openDirect(holder, PATIENCE);
            session = current;
        }
        try (Statement statement = current.createStatement()) {
            statement.execute(KEEPALIVE);
            try (ResultSet row = statement.executeQuery(mode == LockMode.SHARED ? TRY_SHARED : TRY)) {
                row.next();
                if (row.getBoolean(1)) {
                    return Optional.empty();
                }
            }
            try (ResultSet row = statement.executeQuery(HOLDER)) {
                return Optional.of(row.next() ? describe(row.getString(1), row.getString(2)) : "another server");
            }
        } catch (SQLException failure) {
            close();
            throw failure;
        }
    }

    private static String describe(@Nullable String name, @Nullable String address) {
        return (name == null || name.isEmpty() ? "a session of another role" : name)
                + (address == null ? "" : " (" + address + ")");
    }

    @Override
    public void close() {
        Connection old = session;
        session = null;
        if (old != null) {
            DatabaseConnections.end(old);
        }
    }
}
