package dev.carewire.adapter.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends statements without a time limit, such as those of migrations, once their PostgreSQL server answers nothing. A long
 * statement and a network that swallows packets look the same on their own connection, so this asks the server over
 * another one. Its thread runs from {@link #start} to {@link #close}; the other methods work on any thread.
 */
final class SilenceGuard implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SilenceGuard.class);

    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** How long the server may take to accept a connection, and then to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final String NO_CONNECTION_CLASS = "08";

    private final DatabaseConnections connections;
    private final Duration longest;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile boolean silent;

    /** Only the thread uses it. */
    private @Nullable Connection connection;

    /**
     * A guard of the {@linkplain DatabaseConnections#direct direct} connections.
     *
     * @param longest silence after which it ends them
     */
    SilenceGuard(DatabaseConnections connections, Duration longest) {
        this.connections = connections;
        this.longest = longest;
        this.thread = new Thread(this::run, "carewire-database-silence");
        thread.setDaemon(true);
    }

    /** Starts to ask; once. */
    SilenceGuard start() {
        thread.start();
        return this;
    }

    /** Whether it has ended the connections. */
    boolean hasEndedConnections() {
        return silent;
    }

    /** The failure of a statement that this guard has ended. */
    SQLException failure(Throwable cause) {
        return new SQLException(
                "The server has answered nothing for " + longest.toSeconds() + " s", SqlFailure.NO_ANSWER, cause);
    }

    private void run() {
        long answeredAt = System.nanoTime();
        do {
            if (isAnswered()) {
                answeredAt = System.nanoTime();
            } else if (System.nanoTime() - answeredAt > longest.toNanos()) {
                silent = true;
                log.atError()
                        .addKeyValue("seconds", longest.toSeconds())
                        .log("the database has answered nothing, ending the statements that wait for it");
                connections.endDirect();
            }
        } while (!silent && !isClosed());
        disconnect();
    }

    private boolean isClosed() {
        try {
            return closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** A refusal is an answer, too. */
    private boolean isAnswered() {
        try {
            Connection current = connection;
            if (current == null) {
                current = connections.openDirect("carewire", PATIENCE);
                connection = current;
            }
            try (Statement question = current.createStatement()) {
                question.execute("SELECT 1");
            }
            return true;
        } catch (SQLException failure) {
            disconnect();
            return !String.valueOf(failure.getSQLState()).startsWith(NO_CONNECTION_CLASS);
        }
    }

    private void disconnect() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            DatabaseConnections.end(old);
        }
    }

    /** Stops to ask, without waiting for an answer; repeated calls do nothing. */
    @Override
    public void close() {
        closed.countDown();
    }
}
