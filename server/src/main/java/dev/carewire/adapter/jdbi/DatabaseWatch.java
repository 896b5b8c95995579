package dev.carewire.adapter.jdbi;

import dev.carewire.command.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the database several times a second, over a connection of its own, so that requests need not find out by
 * waiting. While the database is away, or does not accept changes, it is a circuit breaker that is open: commands fail
 * at once. Only this class logs that state. Its thread runs from {@link #start} to {@link #close}; the other methods
 * work on any thread.
 */
final class DatabaseWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);

    /** Time between two looks. */
    static final Duration INTERVAL = Duration.ofMillis(400);

    /** Age from which a successful look no longer counts. */
    static final Duration VALIDITY = Duration.ofSeconds(1);

    /** How long the server may take to accept a connection, and then to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration REMINDER = Duration.ofMinutes(1);
    private static final Duration START_REMINDER = Duration.ofSeconds(10);

    /** A failed look is repeated at once: a connection may break alone. */
    private static final int FAILURES = 2;

    private static final String POSTGRES_LOOK =
            "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean";
    private static final String H2_LOOK = "SELECT READONLY()";

    private final DatabaseConnections connections;
    private final String statement;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;

    /** Permits wake the thread before its next look is due. */
    private final Semaphore wake = new Semaphore(0);

    private volatile boolean closed;
    private volatile Optional<SQLException> fault = Optional.empty();
    private volatile long succeededAt;

    /** Only the thread that looks uses these. */
    private @Nullable Connection connection;

    private DatabaseLock lock = DatabaseLock.NONE;
    private Consumer<String> onTakenOver = other -> {};
    private boolean takenOver;
    private int failures;
    private long lostAt;
    private long remindedAt;

    /** Receives the changes. Calls arrive on the watch's thread; none may block for long, or throw. */
    interface Listener {

        /** The database is away, or does not accept changes. */
        void onLost();

        /** The database accepts changes again, or the watch needed a new connection to it. */
        void onRegained();
    }

    DatabaseWatch(DatabaseConfig config, DatabaseConnections connections) {
        this.connections = connections;
        this.statement = config.isPostgres() ? POSTGRES_LOOK : H2_LOOK;
        this.thread = new Thread(this::run, "carewire-database-watch");
        thread.setDaemon(true);
    }

    /**
     * Waits until the database accepts changes. Blocks; before {@link #start}.
     *
     * @throws SQLException if it is still away after that time, or refuses the connection for another reason
     */
    void await(Duration longest) throws SQLException {
        long begin = System.nanoTime();
        long reported = begin;
        Optional<SQLException> failure = look();
        while (failure.isPresent()) {
            long now = System.nanoTime();
            if (SqlFailure.of(failure.get()) != SqlFailure.AWAY || now - begin >= longest.toNanos()) {
                throw failure.get();
            }
            if (reported == begin || now - reported > START_REMINDER.toNanos()) {
                reported = now;
                log.atWarn()
                        .addKeyValue("seconds", longest.toSeconds())
                        .addKeyValue("waited", TimeUnit.NANOSECONDS.toSeconds(now - begin))
                        .addKeyValue("reason", reason(failure.get()))
                        .log("database not available, waiting for it before the start");
            }
            pause();
            failure = look();
        }
    }

    /**
     * Makes each look verify a lock, too; before {@link #start}.
     *
     * @param lock not closed with this object
     * @param onTakenOver receives the name of the process that has taken the lock over, once
     */
    void verify(DatabaseLock lock, Consumer<String> onTakenOver) {
        this.lock = lock;
        this.onTakenOver = onTakenOver;
    }

    /** Adds a listener, for the life of this object. */
    void addListener(Listener listener) {
        listeners.add(listener);
    }

    /** Looks once, since migrations may take longer than a look is valid, and starts to look regularly. */
    void start() {
        report(look());
        thread.start();
    }

    /** @throws UnavailableException while the database is away, or does not accept changes */
    void requireAvailable() {
        Optional<SQLException> current = fault;
        if (current.isPresent()) {
            throw UnavailableException.away(current.get());
        }
    }

    /** @throws UnavailableException while the database does not answer queries */
    void requireReadable() {
        if (!connections.isReading()) {
            requireAvailable();
        }
    }

    /** Whether a look that is not older than {@link #VALIDITY} found that the database accepts changes. */
    boolean isWritable() {
        return fault.isEmpty() && System.nanoTime() - succeededAt <= VALIDITY.toNanos();
    }

    /** Looks as soon as possible, since a statement has failed. Never blocks. */
    void lookSoon() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    private void run() {
        while (!closed) {
            report(look());
            if (failures == 0 || fault.isPresent()) {
                pause();
            }
        }
        disconnect();
        connections.stopReading();
    }

    private void pause() {
        try {
            if (wake.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException ended) {
            closed = true;
        }
    }

    /** One look, on a new connection if there is none; after a failure, the next one has another. */
    private Optional<SQLException> look() {
        try {
            if (connection == null) {
                connection = connections.openApart(PATIENCE);
            }
            try (Statement query = connection.createStatement();
                    ResultSet row = query.executeQuery(statement)) {
                row.next();
                if (row.getBoolean(1)) {
                    throw new SQLException("The server does not accept changes", SqlFailure.READ_ONLY);
                }
            }
            lock.verify();
            succeededAt = System.nanoTime();
            return Optional.empty();
        } catch (SQLException failure) {
            disconnect();
            reportTakeover();
            return Optional.of(failure);
        }
    }

    private void reportTakeover() {
        Optional<String> other = lock.takenOverBy();
        if (other.isPresent() && !takenOver) {
            takenOver = true;
            onTakenOver.accept(other.get());
        }
    }

    private void report(Optional<SQLException> failure) {
        if (failure.isEmpty()) {
            succeeded();
        } else {
            failed(failure.get());
        }
    }

    private void succeeded() {
        if (failures > 0) {
            listeners.forEach(Listener::onRegained);
        }
        failures = 0;
        if (fault.isPresent()) {
            fault = Optional.empty();
            log.atInfo()
                    .addKeyValue("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - lostAt))
                    .log("database available again");
        }
    }

    private void failed(SQLException failure) {
        long now = System.nanoTime();
        failures++;
        if (fault.isPresent()) {
            if (now - remindedAt > REMINDER.toNanos()) {
                remindedAt = now;
                log.atError()
                        .addMarker(UnavailableException.CAUSE)
                        .addKeyValue("minutes", TimeUnit.NANOSECONDS.toMinutes(now - lostAt))
                        .addKeyValue("reason", reason(failure))
                        .log("database still not available");
            }
        } else if (failures == FAILURES) {
            fault = Optional.of(failure);
            lostAt = now;
            remindedAt = now;
            log.atError()
                    .addMarker(UnavailableException.CAUSE)
                    .addKeyValue("reason", reason(failure))
                    .log("database not available: commands are rejected until it is");
            listeners.forEach(Listener::onLost);
        }
        if (fault.isPresent() && SqlFailure.NOT_WRITABLE.equals(failure.getSQLState()) && !connections.isReading()) {
            startReading();
        }
    }

    /** A server that takes no changes is another case: its records may be old. The embedded file has no newer copy. */
    private void startReading() {
        try {
            connections.startReading();
            log.atWarn().addMarker(UnavailableException.CAUSE).log("the embedded database answers queries meanwhile");
        } catch (SQLException unreadable) {
            log.atDebug().setCause(unreadable).log("the embedded database is not readable");
        }
    }

    /** Safe to log: the statement of a look has no values. */
    private static String reason(SQLException failure) {
        return failure.getMessage() + " (SQL state " + failure.getSQLState() + ")";
    }

    private void disconnect() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            DatabaseConnections.end(old);
        }
    }

    /** Ends the looks; repeated calls do nothing. */
    @Override
    public void close() {
        closed = true;
        wake.release();
        try {
            thread.join(PATIENCE.multipliedBy(2).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
