package dev.carewire.adapter.jdbi;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.mvstore.MVStoreException;

/** The meaning of a failure of the driver or of the pool for the command that caused it. */
enum SqlFailure {
    /** There is no connection to a server that accepts changes. */
    AWAY,
    /** The server answers, but a row, the connections or its resources are in use. */
    BUSY,
    /** A fault of the statement or of the schema, which a repetition does not cure. */
    OTHER;

    /** Of the embedded database: its folder or file does not accept changes. */
    static final String NOT_WRITABLE = "90031";

    /** The connection has ended while a statement waited for an answer. */
    static final String NO_ANSWER = "08006";

    /** Another process has locked the database. */
    static final String LOCKED = "90020";

    /**
     * PostgreSQL: read-only transaction, also on a demoted server; shutdown, crash, start-up, dropped database; too many
     * connections. H2: file not readable or writable, open for reading alone, broken connection, closed database.
     */
    private static final Set<String> AWAY_STATES = Set.of(
            "25006",
            "57P01",
            "57P02",
            "57P03",
            "57P04",
            "57P05",
            "25P03",
            "53300",
            LOCKED,
            "90028",
            NOT_WRITABLE,
            "90067",
            "90097",
            "90098",
            "90121");

    /**
     * PostgreSQL: canceled, for example by the timeout of statements; lock not available; deadlock and serialization;
     * disk, memory or configured limit exhausted. H2: lock timeout, canceled.
     */
    private static final Set<String> BUSY_STATES =
            Set.of("57014", "55P03", "40001", "40P01", "53000", "53100", "53200", "53400", "HYT00");

    /** Of a statement on a server that does not accept changes. */
    static final String READ_ONLY = "25006";

    /** A pooler gave the prepared statement to another connection, or a statement of its name exists there. */
    private static final Set<String> FOREIGN_STATEMENT_STATES = Set.of("26000", "42P05");

    private static final String CONNECTION_CLASS = "08";
    private static final int MAX_CHAIN = 20;

    /** The meaning of a failure with an {@link SQLException} among its causes. */
    static SqlFailure of(Throwable failure) {
        return find(failure).map(SqlFailure::of).orElse(OTHER);
    }

    private static SqlFailure of(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (AWAY_STATES.contains(state) || state.startsWith(CONNECTION_CLASS) || isStoreFailure(failure)) {
            return AWAY;
        }
        // The pool reports no free connection by this type, without a state unless it could not connect.
        return BUSY_STATES.contains(state) || failure instanceof SQLTransientConnectionException ? BUSY : OTHER;
    }

    /** H2 closes its file when a write or a read fails, and reports the first one as a general error. */
    private static boolean isStoreFailure(SQLException failure) {
        return causes(failure).anyMatch(MVStoreException.class::isInstance);
    }

    /** Whether the pool must drop the connection of a statement that failed like this. */
    static boolean breaksConnection(SQLException failure) {
        return of(failure) == AWAY || FOREIGN_STATEMENT_STATES.contains(String.valueOf(failure.getSQLState()));
    }

    /** The first failure of the driver or of the pool among the causes. */
    static Optional<SQLException> find(Throwable failure) {
        return causes(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CHAIN);
    }
}
