package dev.carewire.adapter.jdbi;

import dev.carewire.command.RejectedException;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Rejects ids of new rows that other rows have: a client may choose the id of a new record. */
final class DuplicateIds {

    /** The SQL state of a duplicate key, in all databases. */
    private static final String UNIQUE_VIOLATION = "23505";

    private DuplicateIds() {}

    /**
     * Runs an INSERT of a row with a new id.
     *
     * @throws RejectedException CONFLICT if another row has the id; the open transaction cannot continue then
     */
    static void reject(Runnable insert) {
        try {
            insert.run();
        } catch (UnableToExecuteStatementException failed) {
            if (failed.getCause() instanceof SQLException cause && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
                throw RejectedException.conflict("id: taken by another record (expected: a new id)");
            }
            throw failed;
        }
    }
}
