package dev.carewire.adapter.jdbi;

import dev.carewire.record.ExpiredRecords;
import dev.carewire.record.ExpiringKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes expired rows of the tables of this package. Any thread; blocks. */
public final class JdbiExpiredRecords implements ExpiredRecords {

    /** The ids of the expired messages of a thread. */
    private static final String EXPIRED =
            "SELECT id FROM messages WHERE tenant = :tenant AND thread_id = :thread AND sequence <= :last";

    private final Database database;

    /** The expired rows in {@code database}. */
    public JdbiExpiredRecords(Database database) {
        this.database = database;
    }

    @Override
    public Removal remove(ExpiringKind kind, Instant before, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most: " + most + " (expected: >= 1)");
        }
        return switch (kind) {
            case APPOINTMENTS ->
                rows("appointments", "tenant, id", "ends_at < :before AND updated_at < :before", before, most);
            case VISITS -> rows("visits", "tenant, id", closed("'CLOSED', 'CANCELLED'"), before, most);
            case QUEUE ->
                rows("queue_entries", "tenant, id", closed("'COMPLETED', 'CANCELLED', 'NO_SHOW'"), before, most);
            case PRESCRIPTIONS ->
                rows("prescriptions", "tenant, id", closed("'SENT', 'FILLED', 'CANCELLED'"), before, most);
            case TASKS -> rows("tasks", "tenant, id", closed("'COMPLETED', 'CANCELLED'"), before, most);
            case LAB_RESULTS -> rows("lab_results", "tenant, id", closed("'REVIEWED', 'CANCELLED'"), before, most);
            case INVOICES -> database.jdbi().inTransaction(handle -> invoices(before, most));
            case MESSAGES -> database.jdbi().inTransaction(handle -> messages(before, most));
            case MESSAGE_REVISIONS ->
                rows("message_revisions", "tenant, message_id, number", "replaced_at < :before", before, most);
            case MEDICATION_REMINDERS -> rows("medication_reminders", "tenant, id", "end_at < :before", before, most);
        };
    }

    private static String closed(String states) {
        return "status IN (" + states + ") AND updated_at < :before";
    }

    private Removal rows(String table, String key, String condition, Instant before, int most) {
        return new Removal(new ExpiredRows(table, key, condition).delete(database, before, most), List.of());
    }

    private Removal invoices(Instant before, int most) {
        List<Key> expired = database.list(
                """
                SELECT tenant, id FROM invoices WHERE status NOT IN ('UNPAID', 'PARTIAL') AND updated_at < :before
                LIMIT :most FOR UPDATE
                """,
                Map.of("before", before, "most", most),
                row -> new Key(row.getString("tenant"), row.getString("id")));
        for (Key invoice : expired) {
            Map<String, String> values = Map.of("tenant", invoice.tenant, "id", invoice.id);
            database.update("DELETE FROM payments WHERE tenant = :tenant AND invoice_id = :id", values);
            database.update("DELETE FROM invoices WHERE tenant = :tenant AND id = :id", values);
        }
        return new Removal(expired.size(), List.of());
    }

    /** The messages of one thread, whose row is the lock of everything in it; without any, threads without messages. */
    private Removal messages(Instant before, int most) {
        Optional<Key> thread = database.find(
                "SELECT tenant, thread_id FROM messages WHERE created_at < :before LIMIT 1",
                Map.of("before", before),
                row -> new Key(row.getString("tenant"), row.getString("thread_id")));
        return thread.map(found -> messages(found, before, most))
                .orElseGet(() -> new Removal(
                        threads("t.last_message_at < :before", before, most)
                                + threads("t.last_message_at IS NULL AND t.created_at < :before", before, most),
                        List.of()));
    }

    private Removal messages(Key thread, Instant before, int most) {
        Map<String, ?> inThread = Map.of("tenant", thread.tenant, "thread", thread.id);
        database.find(
                "SELECT id FROM threads WHERE tenant = :tenant AND id = :thread FOR UPDATE",
                inThread,
                row -> row.getString("id"));
        List<Long> expired = database.list(
                """
                SELECT sequence FROM messages
                WHERE tenant = :tenant AND thread_id = :thread AND created_at < :before ORDER BY sequence LIMIT :most
                """,
                Map.of("tenant", thread.tenant, "thread", thread.id, "before", before, "most", most),
                row -> row.getLong("sequence"));
        if (expired.isEmpty()) {
            return new Removal(0, List.of());
        }
        long last = expired.get(expired.size() - 1);
        Map<String, ?> upToLast = Map.of("tenant", thread.tenant, "thread", thread.id, "last", last);
        List<String> files = database.list(
                "SELECT id FROM attachments WHERE tenant = :tenant AND message_id IN (" + EXPIRED + ")",
                upToLast,
                row -> row.getString("id"));
        database.update("""
                UPDATE attachment_usage SET bytes = bytes - (
                    SELECT COALESCE(SUM(size), 0) FROM attachments WHERE tenant = :tenant AND message_id IN (%s))
                WHERE tenant = :tenant
                """.formatted(EXPIRED), upToLast);
        database.update("DELETE FROM attachments WHERE tenant = :tenant AND message_id IN (" + EXPIRED + ")", upToLast);
        database.update(
                "DELETE FROM message_revisions WHERE tenant = :tenant AND message_id IN (" + EXPIRED + ")", upToLast);
        database.update(
                "DELETE FROM messages WHERE tenant = :tenant AND thread_id = :thread AND sequence <= :last", upToLast);
        // The number of unread messages is a subtraction, so deleted messages count as read.
        database.update("""
                UPDATE thread_members SET last_read = :last, uncounted_after_read = (
                    SELECT COUNT(*) FROM messages s
                    WHERE s.tenant = thread_members.tenant AND s.thread_id = thread_members.thread_id
                      AND s.sequence > :last
                      AND (s.sender_id = thread_members.user_id OR s.retracted_at IS NOT NULL))
                WHERE tenant = :tenant AND thread_id = :thread AND last_read < :last
                """, upToLast);
        return new Removal(expired.size(), files);
    }

    /**
     * A file that waits for a message keeps its thread.
     *
     * @param condition of an expired thread, for which an index exists
     */
    private int threads(String condition, Instant before, int most) {
        List<Key> expired = database.list(
                """
                SELECT tenant, id FROM threads t
                WHERE %s
                  AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.tenant = t.tenant AND m.thread_id = t.id)
                  AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.tenant = t.tenant AND a.thread_id = t.id)
                LIMIT :most FOR UPDATE
                """.formatted(condition),
                Map.of("before", before, "most", most),
                row -> new Key(row.getString("tenant"), row.getString("id")));
        for (Key thread : expired) {
            Map<String, String> values = Map.of("tenant", thread.tenant, "id", thread.id);
            database.update("DELETE FROM thread_members WHERE tenant = :tenant AND thread_id = :id", values);
            database.update("DELETE FROM threads WHERE tenant = :tenant AND id = :id", values);
        }
        return expired.size();
    }

    private record Key(String tenant, String id) {}
}
