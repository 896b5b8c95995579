package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import dev.carewire.log.LogPosition;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The head row of each tenant's log: the number of its newest event. Any thread; blocks. */
final class LogHeads {

    /**
     * A node that stands still or is cut off between raising a head and its commit would stop the tenant's other writers. PostgreSQL
     * ends such a transaction after three seconds.
     */
    private static final String BOUNDED_IDLE_TIME =
            " AND set_config('idle_in_transaction_session_timeout', '3000', true) IS NOT NULL";

    static final String TABLE = "log_heads";

    private final String raise;

    LogHeads(Database database) {
        this.raise = "UPDATE log_heads SET seq = seq + :count WHERE tenant = :tenant"
                + (database.isPostgres() ? BOUNDED_IDLE_TIME : "");
    }

    /**
     * Raises a head, and locks it until the transaction ends.
     *
     * @param count the number of new events, 1 or more
     * @return the head before; number 0 for a new log
     */
    LogPosition raise(Handle handle, TenantId tenant, int count) {
        Optional<LogPosition> raised = tryRaise(handle, tenant, count);
        if (raised.isEmpty()) {
            insert(handle, tenant);
            raised = tryRaise(handle, tenant, count);
        }
        LogPosition head = raised.orElseThrow();
        return new LogPosition(head.epoch(), head.seq() - count);
    }

    private Optional<LogPosition> tryRaise(Handle handle, TenantId tenant, int count) {
        return handle.createUpdate(raise)
                .bind("count", count)
                .bind("tenant", tenant)
                .executeAndReturnGeneratedKeys("epoch", "seq")
                .map((row, context) -> new LogPosition(row.getString("epoch"), row.getLong("seq")))
                .findOne();
    }

    /** Waits for another transaction that inserts the same row. */
    private static void insert(Handle handle, TenantId tenant) {
        handle.createUpdate("""
                        INSERT INTO log_heads (tenant, epoch, base, seq) VALUES (:tenant, :epoch, 0, 0)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("tenant", tenant)
                .bind("epoch", newEpoch())
                .execute();
    }

    private static String newEpoch() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /**
     * Begins new epochs of all logs in a copy of a database: its numbers may name other events than those of the original. Deletes the
     * earlier events and recoverable sessions, which are of no use to clients then.
     */
    static void beginEpochs(Statement statement) throws SQLException {
        statement.executeUpdate("UPDATE log_heads SET base = seq, epoch = '" + newEpoch() + "'");
        statement.executeUpdate("DELETE FROM event_log");
        statement.executeUpdate("DELETE FROM log_deliveries");
        statement.executeUpdate("DELETE FROM recoverable_sessions");
    }
}
