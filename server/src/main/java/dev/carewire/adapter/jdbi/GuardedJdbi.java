package dev.carewire.adapter.jdbi;

import dev.carewire.command.UnavailableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * Jdbi for the adapters of this package. While the database is away, its methods fail at once, except for queries if the
 * embedded database takes no changes. An {@link UnavailableException} takes the place of failures that mean the database
 * and not the statement. Any thread.
 */
final class GuardedJdbi {

    private final Jdbi jdbi;
    private final DatabaseWatch watch;
    private final ChangeGate gate;

    /** Begins each transaction; empty if each connection keeps its settings. */
    private final Optional<String> settings;

    private final LongAdder away = new LongAdder();
    private final LongAdder busy = new LongAdder();

    GuardedJdbi(Jdbi jdbi, DatabaseWatch watch, DatabaseConfig config) {
        this.jdbi = jdbi;
        this.watch = watch;
        this.gate = new ChangeGate(config.poolSize(), config.timeouts().connection(), System::nanoTime);
        this.settings = Optional.of(
                        "SET LOCAL lock_timeout = " + config.timeouts().lock().toMillis())
                .filter(statement -> config.sharesSessions());
    }

    /** {@link Jdbi#withHandle}. Queries work also while the embedded database takes no changes. */
    <T, X extends Exception> T withHandle(HandleCallback<T, X> work) throws X {
        require(watch::requireReadable);
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException failure) {
            throw translate(failure, SqlFailure.of(failure));
        }
    }

    /** {@link Jdbi#useHandle}. */
    <X extends Exception> void useHandle(HandleConsumer<X> work) throws X {
        withHandle(work.asCallback());
    }

    /** {@link Jdbi#withHandle} for a change, which may wait for a locked row. */
    <T, X extends Exception> T withHandleForChange(HandleCallback<T, X> work) throws X {
        require(watch::requireAvailable);
        enterGate();
        try {
            return withHandle(work);
        } finally {
            gate.exit();
        }
    }

    /** {@link Jdbi#inTransaction}. */
    <T, X extends Exception> T inTransaction(HandleCallback<T, X> work) throws X {
        require(watch::requireAvailable);
        enterGate();
        Progress progress = new Progress();
        try {
            return jdbi.inTransaction(handle -> {
                if (settings.isPresent()) {
                    handle.execute(settings.get());
                }
                T result = work.withHandle(handle);
                progress.commits = true;
                return result;
            });
        } catch (JdbiException failure) {
            SqlFailure meaning = SqlFailure.of(failure);
            if (progress.commits && meaning == SqlFailure.AWAY) {
                count(meaning);
                throw UnavailableException.unconfirmed(failure);
            }
            throw translate(failure, meaning);
        } finally {
            gate.exit();
        }
    }

    private void enterGate() {
        try {
            gate.enter();
        } catch (SQLTransientConnectionException refused) {
            count(SqlFailure.BUSY);
            throw UnavailableException.busy(refused);
        }
    }

    /** {@link Jdbi#useTransaction}. */
    <X extends Exception> void useTransaction(HandleConsumer<X> work) throws X {
        inTransaction(work.asCallback());
    }

    /** How statements are executed, for diagnosis. */
    SqlStatements statements() {
        return jdbi.getConfig(SqlStatements.class);
    }

    /** Commands that failed since the start because the database was away. */
    long awayCount() {
        return away.sum();
    }

    /** Commands that failed since the start because a row, the connections or a statement took too long. */
    long busyCount() {
        return busy.sum();
    }

    private void require(Runnable check) {
        try {
            check.run();
        } catch (UnavailableException failure) {
            away.increment();
            throw failure;
        }
    }

    private RuntimeException translate(RuntimeException failure, SqlFailure meaning) {
        count(meaning);
        return switch (meaning) {
            case AWAY -> UnavailableException.away(failure);
            case BUSY -> UnavailableException.busy(failure);
            case OTHER -> failure;
        };
    }

    private void count(SqlFailure meaning) {
        switch (meaning) {
            case AWAY -> {
                away.increment();
                watch.lookSoon();
            }
            case BUSY -> busy.increment();
            case OTHER -> {}
        }
    }

    /** Whether the work of a transaction is complete. One thread. */
    private static final class Progress {
        private boolean commits;
    }
}
