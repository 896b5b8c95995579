package dev.carewire.adapter.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.carewire.file.LockFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * An open, migrated database: the connection pool of all adapters of this package. While the database is away, a watch
 * rejects their commands. Thread-safe. The opener closes it after the adapters' last use.
 */
public final class Database implements AutoCloseable {

    /** A server may be busy for a moment. */
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(2);

    private final DatabaseConfig config;
    private final DatabaseConnections connections;
    private final List<SilenceGuard> guards = new CopyOnWriteArrayList<>();
    private final HikariDataSource pool;
    private final DatabaseWatch watch;
    private final DatabaseLock lock;
    private final GuardedJdbi jdbi;
    private final Savepoints savepoints;

    private Database(
            DatabaseConfig config,
            DatabaseConnections connections,
            HikariDataSource pool,
            DatabaseWatch watch,
            DatabaseLock lock,
            GuardedJdbi jdbi,
            Savepoints savepoints) {
        this.config = config;
        this.connections = connections;
        this.pool = pool;
        this.watch = watch;
        this.lock = lock;
        this.jdbi = jdbi;
        this.savepoints = savepoints;
    }

    /**
     * Connects and migrates the schema, beside other processes. Blocks, for at most {@link DatabaseTimeouts#start} while
     * a PostgreSQL server is not there or answers nothing.
     *
     * @throws RuntimeException if the database is unreachable, rejects the credentials or has a foreign schema; nothing
     *     stays open then
     */
    public static Database open(DatabaseConfig config) {
        return open(config, DatabaseUse.SHARED);
    }

    /**
     * Connects, locks the database and migrates the schema. Blocks, for at most {@link DatabaseTimeouts#start} while a
     * PostgreSQL server is not there or answers nothing, and some seconds while another process has the lock.
     *
     * @throws UnusableDatabaseException if another process uses the database, or the database is not meant for this
     *     program
     * @throws RuntimeException if the database is unreachable, or rejects the credentials; nothing stays open then
     */
    public static Database open(DatabaseConfig config, DatabaseUse use) {
        DatabaseConnections connections = new DatabaseConnections(config);
        DatabaseWatch watch = new DatabaseWatch(config, connections);
        DatabaseLock lock = DatabaseLock.NONE;
        try {
            if (config.isPostgres()) {
                watch.await(config.timeouts().start());
                lock = lock(config, use, connections);
            } else {
                lock = lock(config, use, connections);
                // The file of a process that was just killed is locked for another moment.
                watch.await(LockFile.PATIENCE);
            }
            watch.verify(lock, use.onTakenOver());
            prepare(config, use, connections);
            HikariDataSource pool = new HikariDataSource(pool(config, connections));
            watch.addListener(new PoolEviction(pool.getHikariPoolMXBean(), connections));
            watch.start();
            Savepoints savepoints = new Savepoints();
            return new Database(
                    config,
                    connections,
                    pool,
                    watch,
                    lock,
                    new GuardedJdbi(jdbi(config, pool, savepoints), watch, config),
                    savepoints);
        } catch (SQLException notReachable) {
            watch.close();
            lock.close();
            throw new ConnectionException(notReachable);
        } catch (RuntimeException notReady) {
            watch.close();
            lock.close();
            throw notReady;
        }
    }

    /** Checks and migrates the schema. */
    private static void prepare(DatabaseConfig config, DatabaseUse use, DatabaseConnections connections)
            throws SQLException {
        try (SilenceGuard guard = guard(config, connections)) {
            try {
                new StartChecks(config, connections).run(use);
                migrate(connections);
            } catch (SQLException | RuntimeException failure) {
                if (guard.hasEndedConnections()) {
                    throw guard.failure(failure);
                }
                throw failure;
            }
        }
    }

    /** Of direct connections; the embedded database needs none. */
    private static SilenceGuard guard(DatabaseConfig config, DatabaseConnections connections) {
        Duration start = config.timeouts().start();
        SilenceGuard guard =
                new SilenceGuard(connections, start.compareTo(SHORTEST_SILENCE) < 0 ? SHORTEST_SILENCE : start);
        return config.isPostgres() ? guard.start() : guard;
    }

    private static DatabaseLock lock(DatabaseConfig config, DatabaseUse use, DatabaseConnections connections)
            throws SQLException {
        if (use.holder().isEmpty()) {
            return DatabaseLock.NONE;
        }
        String holder = use.holder().get();
        if (config.isPostgres()) {
            return SessionLock.take(connections, holder, use.lock());
        }
        Optional<Path> file = config.address().file();
        return file.isPresent() ? DatabaseLock.ofFile(file.get(), holder) : DatabaseLock.NONE;
    }

    /** Uses its own connections: it needs two, and the pool may have one. */
    private static void migrate(DatabaseConnections connections) {
        try {
            Migrations.of(connections.direct()).migrate();
        } catch (FlywayValidateException otherHistory) {
            throw new UnusableDatabaseException(
                    "another program, or another version of CareWire, created the tables of the database (expected: an"
                            + " empty database of its own, or the version that was used last)",
                    otherHistory);
        }
    }

    private static Jdbi jdbi(DatabaseConfig config, DataSource pool, Savepoints savepoints) {
        Jdbi jdbi = Jdbi.create(pool).installPlugin(new UtcInstants());
        jdbi.setTransactionHandler(new ObservedCommits(jdbi.getTransactionHandler(), savepoints));
        jdbi.registerArgument(new TenantArguments());
        jdbi.getConfig(SqlStatements.class)
                .setQueryTimeout((int) config.timeouts().statement().toSeconds());
        jdbi.registerArrayType(String.class, "varchar");
        // The usual messages show the bound values, which logs must not contain.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    private static HikariConfig pool(DatabaseConfig config, DatabaseConnections connections) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("carewire-sql");
        pool.setDataSource(connections);
        pool.setMaximumPoolSize(config.poolSize());
        // With a minimum, the pool itself tries to reconnect, and ever less often: up to 5 s after the database is
        // back.
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(config.timeouts().connection().toMillis());
        pool.setValidationTimeout(config.timeouts().connection().dividedBy(2).toMillis());
        pool.setExceptionOverride(new BrokenConnections());
        // Row locks serialize changes; a second statement must see what the holder of the lock committed.
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return pool;
    }

    /** Runs a statement; the values are bound by name. Returns the number of rows that it changed. */
    int update(String sql, Map<String, ?> values) {
        return jdbi.withHandleForChange(
                handle -> handle.createUpdate(sql).bindMap(values).execute());
    }

    /** The rows of a query; the values are bound by name. */
    <T> List<T> list(String sql, Map<String, ?> values, RowReader<T> reader) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bindMap(values)
                .map((row, context) -> reader.read(row))
                .list());
    }

    /**
     * The rows of a query for one of several values; the other values are bound by name.
     *
     * @param sql has {@code <any>} where the values belong
     * @param any without a value, there are no rows
     */
    <T> List<T> listAny(String sql, Collection<String> any, Map<String, ?> values, RowReader<T> reader) {
        if (any.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bindMap(values)
                .bindList("any", List.copyOf(any))
                .map((row, context) -> reader.read(row))
                .list());
    }

    /** The row of a query that finds at most one; the values are bound by name. */
    <T> Optional<T> find(String sql, Map<String, ?> values, RowReader<T> reader) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bindMap(values)
                .map((row, context) -> reader.read(row))
                .findOne());
    }

    /** The number that a query counts; the values are bound by name. */
    int count(String sql, Map<String, ?> values) {
        return find(sql, values, row -> row.getInt(1)).orElseThrow();
    }

    /** Whether it is PostgreSQL, not the embedded H2. */
    boolean isPostgres() {
        return config.isPostgres();
    }

    /** For adapters of this package only. */
    GuardedJdbi jdbi() {
        return jdbi;
    }

    /** The savepoints of the open transactions. */
    Savepoints savepoints() {
        return savepoints;
    }

    /** For adapters of this package whose library opens connections itself. */
    DataSource pool() {
        return pool;
    }

    /**
     * A connection beside the pool, for a copy of all tables. Its statements take as long as they need, unless the
     * server answers nothing for {@link DatabaseTimeouts#start}. The caller closes it before this object.
     */
    public Connection openForCopy() throws SQLException {
        guards.add(guard(config, connections));
        Connection connection = connections.direct().getConnection();
        if (!config.isPostgres()) {
            // By default, H2 collects all rows of a query before it returns the first one.
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LAZY_QUERY_EXECUTION TRUE");
            }
        }
        return connection;
    }

    /**
     * A connection beside the pool, bound to one session of a PostgreSQL server. The caller ends it before this object.
     *
     * @param name shows whose session it is
     * @param patience longest time to open it, and longest wait for an answer on it; whole seconds
     */
    public Connection openSession(String name, Duration patience) throws SQLException {
        return connections.openDirect(name, patience);
    }

    /** Ends a connection beside the pool, and what runs on it, without waiting for the server. Any thread. */
    public static void end(Connection connection) {
        DatabaseConnections.end(connection);
    }

    /**
     * Writes a copy of the embedded database, with every change that was committed before this call. Commands continue
     * meanwhile. Blocks for as long as it takes to read the file.
     *
     * @param archive a new zip archive, whose only entry is the database's file; after a failure, the caller deletes it
     * @throws SQLException if the database is away, or the disk is full
     */
    public void writeSnapshot(Path archive) throws SQLException {
        try (Connection connection = connections.openApart(DatabaseTimeouts.CONNECTION);
                PreparedStatement backup = connection.prepareStatement("BACKUP TO ?")) {
            backup.setString(1, archive.toString());
            backup.execute();
        }
    }

    /** Adds a listener to the availability of the database, for the life of this object. */
    void addListener(DatabaseWatch.Listener listener) {
        watch.addListener(listener);
    }

    /**
     * Whether the database accepts changes, as a look at it found that is not older than one second. The look has a
     * connection of its own. Never blocks.
     */
    public boolean isWritable() {
        return watch.isWritable();
    }

    /** Commands that have failed because the database was away. */
    public long awayCount() {
        return jdbi.awayCount();
    }

    /** Commands that have failed because a row, a connection or a statement took too long. */
    public long busyCount() {
        return jdbi.busyCount();
    }

    /** Connections in use. */
    public int activeConnections() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    /** Open connections that are not in use. */
    public int idleConnections() {
        return pool.getHikariPoolMXBean().getIdleConnections();
    }

    /** Threads that wait for a connection. */
    public int waitingForConnection() {
        return pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
    }

    /** Closes all connections; repeated calls do nothing. */
    @Override
    public void close() {
        guards.forEach(SilenceGuard::close);
        watch.close();
        pool.close();
        lock.close();
    }

    /** Makes the pool drop connections that lead to no server that accepts changes. */
    private static final class BrokenConnections implements SQLExceptionOverride {
        // The interface has a type of this name, too.
        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException failure) {
            return SqlFailure.breaksConnection(failure)
                    ? SQLExceptionOverride.Override.MUST_EVICT
                    : SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
    }

    /** Empties the pool when the database is lost and when it is back: another server may then have its address. */
    private record PoolEviction(HikariPoolMXBean pool, DatabaseConnections connections)
            implements DatabaseWatch.Listener {
        @Override
        public void onLost() {
            pool.softEvictConnections();
            connections.abortAll();
        }

        @Override
        public void onRegained() {
            pool.softEvictConnections();
        }
    }
}
