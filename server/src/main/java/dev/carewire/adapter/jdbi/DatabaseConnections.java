package dev.carewire.adapter.jdbi;

import dev.carewire.file.WriteTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to a database, for the pool and for what needs one of its own. It can end all those of the pool at
 * once. Any thread.
 */
final class DatabaseConnections extends ConnectionSource {

    private static final Logger log = LoggerFactory.getLogger(DatabaseConnections.class);

    /**
     * H2 accepts PostgreSQL's SQL, and does not close itself in a shutdown hook while commands still run. Its trace file
     * would repeat rejected values and grow without bound.
     */
    private static final String H2_SETTINGS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE"
                    + ";TRACE_LEVEL_FILE=0";

    /** H2 writes every commit immediately. By default, a killed process would lose those of the last half second. */
    private static final String H2_EACH_COMMIT = ";WRITE_DELAY=0";

    /** A killed start repeats its migrations. Writing each of their commits would cost 17 MB of space for 230 KB of rows. */
    private static final String H2_MIGRATIONS = ";WRITE_DELAY=500";

    /** Nothing is written then, and a file that was not closed is read up to its last complete commit. */
    private static final String H2_READING = ";ACCESS_MODE_DATA=r";

    private final DatabaseConfig config;

    /** Those of the pool that are not known to be closed. */
    private final Set<Connection> open = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Keeps the embedded database open for reading alone. */
    private volatile Optional<Connection> reading = Optional.empty();

    /** Held while the pool opens a connection of the embedded database, so that all have the same mode. */
    private final Object mode = new Object();

    /** The direct ones that are not known to be closed. */
    private final Set<Connection> direct = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    DatabaseConnections(DatabaseConfig config) {
        this.config = config;
    }

    /** A connection of the pool. */
    @Override
    public Connection getConnection() throws SQLException {
        if (!config.isPostgres()) {
            return openEmbedded();
        }
        Properties properties = properties(config.address(), config.timeouts().connection());
        // The driver's own timeout of statements needs a responding server; this one also ends a wait on a broken
        // network.
        set(properties, "socketTimeout", config.timeouts().statement().multipliedBy(2));
        if (config.sharesSessions()) {
            properties.setProperty("prepareThreshold", "0");
        } else {
            properties.setProperty(
                    "options", "-c lock_timeout=" + config.timeouts().lock().toMillis());
        }
        Connection connection = DriverManager.getConnection(url(config.address()), properties);
        open.add(connection);
        return connection;
    }

    private Connection openEmbedded() throws SQLException {
        synchronized (mode) {
            boolean reads = reading.isPresent();
            if (!reads) {
                requireWritableFile();
            }
            Connection connection = connectEmbedded(reads ? H2_READING : H2_EACH_COMMIT);
            open.add(connection);
            return connection;
        }
    }

    private Connection connectEmbedded(String settings) throws SQLException {
        return DriverManager.getConnection(
                url(config.address()) + settings,
                properties(config.address(), config.timeouts().connection()));
    }

    /**
     * A connection that is not one of the pool, to the address of the pool.
     *
     * @param patience longest time to open it, and longest wait for an answer on it; whole seconds
     */
    Connection openApart(Duration patience) throws SQLException {
        if (!config.isPostgres()) {
            requireRoom();
            requireWritableFile();
            stopReading();
            return connectEmbedded(H2_EACH_COMMIT);
        }
        Properties properties = properties(config.address(), patience);
        set(properties, "socketTimeout", patience);
        properties.setProperty("prepareThreshold", "0");
        return DriverManager.getConnection(url(config.address()), properties);
    }

    /**
     * Opens the file of the embedded database for reading alone, since it takes no changes. The pool's connections read
     * from then on, until {@link #openApart} finds that the file takes changes again. The caller has ended all connections.
     */
    void startReading() throws SQLException {
        synchronized (mode) {
            if (reading.isEmpty()) {
                reading = Optional.of(connectEmbedded(H2_READING));
            }
        }
    }

    /** Whether the pool's connections read alone. */
    boolean isReading() {
        return reading.isPresent();
    }

    /** Ends all connections of the pool: while one of them is open, the database stays open for reading alone. */
    void stopReading() {
        synchronized (mode) {
            if (reading.isPresent()) {
                end(reading.get());
                reading = Optional.empty();
                abortAll();
            }
        }
    }

    /**
     * A connection that is bound to one session of a PostgreSQL database.
     *
     * @param name shows whose session it is
     * @param patience longest time to open it, and longest wait for an answer on it; whole seconds
     */
    Connection openDirect(String name, Duration patience) throws SQLException {
        Properties properties = properties(config.direct(), patience);
        properties.setProperty("ApplicationName", name);
        set(properties, "socketTimeout", patience);
        return DriverManager.getConnection(url(config.direct()), properties);
    }

    /**
     * Connections for migrations: bound to one session of the database, for as long as statements take. Opening one is
     * bounded; a {@link SilenceGuard} bounds the wait for a server that is gone.
     */
    ConnectionSource direct() {
        return new ConnectionSource() {
            @Override
            public Connection getConnection() throws SQLException {
                Properties properties =
                        properties(config.direct(), config.timeouts().connection());
                Connection connection;
                if (config.isPostgres()) {
                    set(properties, "socketTimeout", config.timeouts().connection());
                    connection = DriverManager.getConnection(url(config.direct()), properties);
                    connection.setNetworkTimeout(Runnable::run, 0);
                } else {
                    connection = DriverManager.getConnection(url(config.direct()) + H2_MIGRATIONS, properties);
                }
                direct.add(connection);
                return connection;
            }
        };
    }

    /** H2 would open a file that this user cannot write to, and then reject every change. */
    private void requireWritableFile() throws SQLException {
        Optional<Path> file = config.address().file().filter(Files::exists);
        if (file.isPresent() && !Files.isWritable(file.get())) {
            throw new SQLException("The file " + file.get() + " is not writable", SqlFailure.NOT_WRITABLE);
        }
    }

    /** H2 closes its file at the first write that fails, and writes when it opens the file. */
    private void requireRoom() throws SQLException {
        Optional<Path> folder = config.address().file().map(Path::getParent).filter(Files::exists);
        try {
            if (folder.isPresent()) {
                WriteTest.run(folder.get());
            }
        } catch (IOException failure) {
            throw new SQLException(
                    "The folder " + folder.get() + " accepts no files: " + WriteTest.reason(failure),
                    SqlFailure.NOT_WRITABLE,
                    failure);
        }
    }

    /** Ends every connection of the pool, and what runs on it, without waiting for the server. */
    void abortAll() {
        end(open);
    }

    /** Ends every direct connection, and what runs on it, without waiting for the server. */
    void endDirect() {
        end(direct);
    }

    private static void end(Set<Connection> connections) {
        List<Connection> ended;
        synchronized (connections) {
            ended = List.copyOf(connections);
            connections.clear();
        }
        ended.forEach(DatabaseConnections::end);
    }

    /** Ends a connection and what runs on it. PostgreSQL's driver does not wait for the server; H2 knows only the second way. */
    static void end(Connection connection) {
        try {
            connection.abort(Runnable::run);
            connection.close();
        } catch (SQLException broken) {
            log.atDebug().setCause(broken).log("connection was broken already");
        }
    }

    private Properties properties(DatabaseAddress address, Duration patience) {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        if (address.isPostgres()) {
            properties.setProperty("ApplicationName", "carewire");
            properties.setProperty("tcpKeepAlive", "true");
            // Of several hosts, the one that accepts changes; a single host that does not is refused.
            properties.setProperty("targetServerType", "primary");
            // After a failover, a host has another role than at the last connect.
            properties.setProperty("hostRecheckSeconds", "0");
            set(properties, "connectTimeout", patience);
            set(properties, "loginTimeout", patience);
        }
        return properties;
    }

    private static void set(Properties properties, String name, Duration wholeSeconds) {
        properties.setProperty(name, String.valueOf(wholeSeconds.toSeconds()));
    }

    private String url(DatabaseAddress address) {
        if (address.isPostgres()) {
            return address.url();
        }
        return address.url()
                + H2_SETTINGS
                + ";LOCK_TIMEOUT=" + config.timeouts().lock().toMillis()
                + (address.url().startsWith("jdbc:h2:mem:") ? ";DB_CLOSE_DELAY=-1" : "");
    }
}
