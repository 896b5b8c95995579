package dev.carewire.adapter.jdbi;

import dev.carewire.cluster.EventCodec;
import dev.carewire.cluster.Outbox;
import dev.carewire.event.Event;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores unpublished events in the table {@code outbox}. Any thread; blocks. */
public final class JdbiOutbox implements Outbox {

    private static final Logger log = LoggerFactory.getLogger(JdbiOutbox.class);

    private final Database database;
    private final EventCodec codec;

    /** An outbox in {@code database}. */
    public JdbiOutbox(Database database, EventCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    public void append(Event<?> event, TransactionEnd end) {
        String body = codec.encode(event);
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO outbox (id, tenant, stored_at, body)
                            VALUES (:id, :tenant, :storedAt, :body)
                            """)
                    .bind("id", event.id())
                    .bind("tenant", event.tenant())
                    .bind("storedAt", event.at())
                    .bind("body", body)
                    .execute();
            onEnd(handle, end);
        });
    }

    @Override
    public void onTransactionEnd(TransactionEnd end) {
        database.jdbi().useTransaction(handle -> onEnd(handle, end));
    }

    private void onEnd(Handle handle, TransactionEnd end) {
        database.savepoints()
                .onEnd(
                        handle,
                        () -> notifyListener(end::committed),
                        () -> notifyListener(end::rolledBack),
                        () -> notifyListener(end::unknown));
    }

    /** A failing listener must not keep the transaction's other listeners from being notified. */
    private static void notifyListener(Runnable ending) {
        try {
            ending.run();
        } catch (RuntimeException failed) {
            log.atError().setCause(failed).log("event not handed over after its transaction");
        }
    }

    @Override
    public void remove(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        database.jdbi().useTransaction(handle -> delete(handle, ids));
    }

    /** The insertion waits for a transaction that has inserted the same id, and then finds the row or none. */
    @Override
    public boolean wasCommitted(UUID id) {
        return database.jdbi().withHandle(handle -> {
            handle.begin();
            try {
                return handle.createUpdate("""
                                INSERT INTO outbox (id, tenant, stored_at, readable, body)
                                VALUES (:id, '', CURRENT_TIMESTAMP, FALSE, '')
                                ON CONFLICT DO NOTHING
                                """).bind("id", id).execute() == 0;
            } finally {
                handle.rollback();
            }
        });
    }

    @Override
    public int relay(int most, Relay relay) {
        if (most < 1) {
            throw new IllegalArgumentException("most: " + most + " (expected: >= 1)");
        }
        return database.jdbi().inTransaction(handle -> {
            awaitEarlierWriters(handle);
            List<OutboxRow> stored = handle.createQuery("""
                            SELECT id, body FROM outbox
                            WHERE readable
                            ORDER BY seq
                            LIMIT :most
                            FOR UPDATE
                            """)
                    .bind("most", most)
                    .map((row, context) -> new OutboxRow(row.getObject("id", UUID.class), row.getString("body")))
                    .list();
            List<StoredEvent> events = new ArrayList<>();
            List<UUID> taken = new ArrayList<>();
            for (OutboxRow one : stored) {
                try {
                    events.add(new StoredEvent(codec.decode(one.body), one.body.length()));
                    taken.add(one.id);
                } catch (IllegalArgumentException unreadable) {
                    markUnreadable(handle, one.id);
                }
            }
            if (!events.isEmpty()) {
                relay.deliver(events);
                delete(handle, taken);
            }
            return stored.size();
        });
    }

    /** PostgreSQL may still be committing for a process that was killed; those rows are not visible before. */
    private static void awaitEarlierWriters(Handle handle) {
        try {
            if (handle.getConnection().getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                handle.execute("LOCK TABLE outbox IN SHARE ROW EXCLUSIVE MODE");
            }
        } catch (SQLException outOfReach) {
            throw new ConnectionException(outOfReach);
        }
    }

    /** Keeps an event of another version for inspection, without blocking later ones. */
    private static void markUnreadable(Handle handle, UUID id) {
        handle.createUpdate("UPDATE outbox SET readable = FALSE WHERE id = :id")
                .bind("id", id)
                .execute();
        log.atError().addKeyValue("event", id).log("event in the outbox is not readable and was set aside");
    }

    private static void delete(Handle handle, Collection<UUID> ids) {
        PreparedBatch batch = handle.prepareBatch("DELETE FROM outbox WHERE id = :id");
        ids.forEach(id -> batch.bind("id", id).add());
        batch.execute();
    }

    private record OutboxRow(UUID id, String body) {
        /** Shows the id only: the body holds patient data. */
        @Override
        public String toString() {
            return "Stored[" + id + "]";
        }
    }
}
