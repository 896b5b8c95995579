package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.record.ExpiredRecords;
import dev.carewire.record.ExpiringKind;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Deletes expired rows of each kind, and forgets no table. */
class ExpiredRecordsTest extends DatabaseTest {

    /** Before everything that other tests store. */
    private static final Instant LIMIT = Instant.parse("1990-01-01T00:00:00Z");

    private static final Instant OLD = LIMIT.minusSeconds(1);

    /** Enough rows that the database prefers an index. */
    private static final int MANY = 300;

    /** Tables whose rows expire, and the rule by which they do. */
    private static final Map<String, String> EXPIRING = Map.ofEntries(
            Map.entry("appointments", "retention.appointments"),
            Map.entry("visits", "retention.visits"),
            Map.entry("queue_entries", "retention.queue"),
            Map.entry("prescriptions", "retention.prescriptions"),
            Map.entry("invoices", "retention.invoices"),
            Map.entry("payments", "retention.invoices"),
            Map.entry("tasks", "retention.tasks"),
            Map.entry("lab_results", "retention.lab-results"),
            Map.entry("threads", "retention.messages"),
            Map.entry("thread_members", "retention.messages"),
            Map.entry("messages", "retention.messages"),
            Map.entry("attachments", "retention.messages"),
            Map.entry("attachment_files", "with its attachment"),
            Map.entry("attachment_parts", "with its attachment"),
            Map.entry("message_revisions", "retention.message-revisions"),
            Map.entry("medication_reminders", "retention.medication-reminders"),
            Map.entry("event_log", "log.retention"),
            Map.entry("recoverable_sessions", "limits.ring-age"),
            Map.entry("vitals", "vitals.retention"),
            Map.entry("vital_alarms", "vitals.alert-pause"),
            Map.entry("notifications", "notifications.retention-days"),
            Map.entry("notification_chases", "with its notification"),
            Map.entry("notification_trace", "with its notification"),
            Map.entry("notification_holds", "with its notification"),
            Map.entry("users", "users.learned-retention"),
            Map.entry("idempotency_keys", "a day"),
            Map.entry("last_seen", "90 days"),
            Map.entry("recordings", "30 days"),
            Map.entry("scheduled_tasks", "when it has run"),
            Map.entry("appointment_reminders", "when it has run"));

    /** Tables with one row for each patient, user, room, clinic or lock. */
    private static final Set<String> NOT_GROWING = Set.of(
            "patients",
            "vital_thresholds",
            "inboxes",
            "notification_preferences",
            "rooms",
            "clinics",
            "counters",
            "log_heads",
            "log_deliveries",
            "attachment_usage",
            "patient_locks",
            "calendar_locks",
            "server_keys",
            "flyway_schema_history");

    private final ExpiredRecords records = new JdbiExpiredRecords(database());

    ExpiredRecordsTest(TestDatabases which) {
        super(which);
    }

    @Test
    void everyTableExpiresOrDoesNotGrow() {
        List<String> tables = database()
                .list(
                        "SELECT table_name FROM information_schema.tables WHERE LOWER(table_schema) = 'public'",
                        Map.of(),
                        row -> row.getString(1).toLowerCase(Locale.ROOT));

        assertThat(tables)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(EXPIRING.keySet().stream(), NOT_GROWING.stream())
                        .toList());
    }

    /** Without them, each sweep would read the whole table. */
    @ParameterizedTest
    @CsvSource({
        "appointments, ends_at",
        "visits, updated_at",
        "queue_entries, updated_at",
        "prescriptions, updated_at",
        "invoices, updated_at",
        "tasks, updated_at",
        "lab_results, updated_at",
        "messages, created_at",
        "message_revisions, replaced_at",
        "medication_reminders, end_at",
        "vitals, measured_at",
        "notifications, created_at",
        "idempotency_keys, claimed_at",
        "recoverable_sessions, saved_at",
        "recordings, started_at",
        "last_seen, seen_at",
        "vital_alarms, raised_at",
        "threads, last_message_at",
        "attachments, message_id",
        "attachment_files, changed_at"
    })
    void anIndexFindsTheExpiredRows(String table, String column) throws SQLException {
        List<String> first = new ArrayList<>();
        try (Connection connection = database().pool().getConnection()) {
            DatabaseMetaData about = connection.getMetaData();
            String stored = about.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
            try (ResultSet columns = about.getIndexInfo(null, null, stored, false, true)) {
                while (columns.next()) {
                    if (columns.getInt("ORDINAL_POSITION") == 1) {
                        first.add(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                    }
                }
            }
        }

        assertThat(first).contains(column);
    }

    @Test
    void theSweepReadsThreadsAndMessagesByTheirAge() {
        for (int i = 0; i < MANY; i++) {
            thread("t" + i, LIMIT);
            message("t" + i, 1, "author" + i, "m" + i, LIMIT);
        }
        thread("old", OLD);
        database().update("ANALYZE", Map.of());

        String plans = String.join("\n", QueryPlans.of(database(), () -> remove(ExpiringKind.MESSAGES, 10)))
                .toLowerCase(Locale.ROOT);

        assertThat(plans)
                .contains("messages_by_age", "threads_by_age")
                .doesNotContain("seq scan on messages", "seq scan on threads");
        assertThat(ids("threads")).hasSize(MANY).doesNotContain("old");
    }

    @Test
    void deletesAThreadThatNeverHadAMessage() {
        for (Instant created : List.of(OLD, LIMIT)) {
            update("""
                    INSERT INTO threads (tenant, id, created_at, last_sequence) VALUES (:tenant, :id, :at, 0)
                    """, Map.of("id", created.equals(OLD) ? "old" : "new", "at", at(created)));
        }

        assertThat(remove(ExpiringKind.MESSAGES, 10)).isEqualTo(1);

        assertThat(ids("threads")).containsExactly("new");
    }

    /** A table, the columns that a row must have, a state in which rows expire, and one in which they do not. */
    private enum Kept {
        APPOINTMENTS(
                "appointments",
                "code, patient_id, doctor_id, starts_at, ends_at, type_id, walk_in",
                ":id, 'p', 'd', :soon, :at, 't', FALSE",
                "SCHEDULED",
                ""),
        VISITS("visits", "code, patient_id, doctor_id, opened_at", ":id, 'p', 'd', :at", "CLOSED", "OPEN"),
        QUEUE(
                "queue_entries",
                "ticket, kind, patient_id, priority, checked_in, queued_at",
                "'A1', 'WALK_IN', 'p', 0, FALSE, :at",
                "NO_SHOW",
                "WAITING"),
        PRESCRIPTIONS("prescriptions", "patient_id, doctor_id, medication", "'p', 'd', 'm'", "SENT", "PENDING"),
        INVOICES("invoices", "code, patient_id, total_cents, paid_cents", ":id, 'p', 1, 1", "PAID", "PARTIAL"),
        TASKS("tasks", "title, priority, created_by", "'t', 'LOW', 'u'", "COMPLETED", "IN_PROGRESS"),
        LAB_RESULTS("lab_results", "patient_id, doctor_id, order_type", "'p', 'd', 'o'", "REVIEWED", "RESULTED");

        private final String table;
        private final String columns;
        private final String values;
        private final String expiring;
        private final String staying;

        Kept(String table, String columns, String values, String expiring, String staying) {
            this.table = table;
            this.columns = columns;
            this.values = values;
            this.expiring = expiring;
            this.staying = staying;
        }
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void deletesOldRecordsThatAreClosedAndNoOthers(Kept kind) {
        add(kind, "old", kind.expiring, OLD);
        add(kind, "older", kind.expiring, OLD);
        add(kind, "new", kind.expiring, LIMIT);
        if (!kind.staying.isEmpty()) {
            add(kind, "open", kind.staying, OLD);
        }

        assertThat(remove(ExpiringKind.valueOf(kind.name()), 1)).isEqualTo(1);
        assertThat(remove(ExpiringKind.valueOf(kind.name()), 10)).isEqualTo(1);
        assertThat(remove(ExpiringKind.valueOf(kind.name()), 10)).isZero();

        assertThat(ids(kind.table))
                .containsExactlyInAnyOrder(
                        kind.staying.isEmpty() ? new String[] {"new"} : new String[] {"new", "open"});
    }

    @Test
    void anInvoiceTakesItsPaymentsAlong() {
        add(Kept.INVOICES, "i", "PAID", OLD);
        update("""
                INSERT INTO payments (tenant, id, invoice_id, patient_id, amount_cents, paid_on, created_at)
                VALUES (:tenant, 'pay', 'i', 'p', 1, DATE '1989-01-01', :at)
                """, Map.of("at", at(OLD)));

        assertThat(remove(ExpiringKind.INVOICES, 10)).isEqualTo(1);

        assertThat(ids("payments")).isEmpty();
    }

    @Test
    void messagesTakeTheirFilesAlongAndCountAsRead() {
        thread("t", LIMIT);
        member("t", "reader", 0, 1);
        member("t", "author", 1, 1);
        message("t", 1, "author", OLD);
        message("t", 2, "reader", OLD);
        message("t", 3, "author", LIMIT);
        update("INSERT INTO attachment_usage (tenant, bytes) VALUES (:tenant, 15)", Map.of());
        attachment("f1", "m1", 10);
        attachment("f3", "m3", 5);
        update("""
                INSERT INTO message_revisions (tenant, message_id, number, body, replaced_at)
                VALUES (:tenant, 'm1', 1, 'before', :at)
                """, Map.of("at", at(LIMIT)));

        ExpiredRecords.Removal removal = records.remove(ExpiringKind.MESSAGES, LIMIT, 10);

        assertThat(removal).isEqualTo(new ExpiredRecords.Removal(2, List.of("f1")));
        assertThat(ids("messages")).containsExactly("m3");
        assertThat(ids("attachments")).containsExactly("f3");
        assertThat(number("SELECT bytes FROM attachment_usage WHERE tenant = :tenant"))
                .isEqualTo(5);
        assertThat(number("SELECT COUNT(*) FROM message_revisions WHERE tenant = :tenant"))
                .isZero();
        assertThat(unread("reader")).isEqualTo(1);
        assertThat(unread("author")).isZero();
        assertThat(remove(ExpiringKind.MESSAGES, 10))
                .as("the thread has a message")
                .isZero();
    }

    @Test
    void deletesTheOldestMessagesFirstAndAThreadAfterItsLastOne() {
        thread("t", OLD);
        member("t", "reader", 0, 0);
        for (int sequence = 1; sequence <= 3; sequence++) {
            message("t", sequence, "author", OLD);
        }

        assertThat(remove(ExpiringKind.MESSAGES, 2)).isEqualTo(2);
        assertThat(ids("messages")).containsExactly("m3");
        assertThat(remove(ExpiringKind.MESSAGES, 2)).isEqualTo(1);
        assertThat(ids("threads")).containsExactly("t");
        assertThat(remove(ExpiringKind.MESSAGES, 2)).as("the thread").isEqualTo(1);

        assertThat(ids("threads")).isEmpty();
        assertThat(number("SELECT COUNT(*) FROM thread_members WHERE tenant = :tenant"))
                .isZero();
    }

    @Test
    void deletesEarlierTextsEndedRemindersAndUnreadableEvents() {
        thread("t", LIMIT);
        message("t", 1, "author", LIMIT);
        for (Instant replaced : List.of(OLD, LIMIT)) {
            update("""
                    INSERT INTO message_revisions (tenant, message_id, number, body, replaced_at)
                    VALUES (:tenant, 'm1', :number, 'before', :at)
                    """, Map.of("number", replaced.equals(OLD) ? 1 : 2, "at", at(replaced)));
            update("""
                    INSERT INTO medication_reminders
                        (tenant, id, user_id, medication, times_of_day, days, zone, start_at, end_at, next_at)
                    VALUES (:tenant, :id, 'u', 'm', '08:00', '1', 'UTC', :at, :at, :at)
                    """, Map.of("id", replaced.equals(OLD) ? "old" : "new", "at", at(replaced)));
        }
        assertThat(remove(ExpiringKind.MESSAGE_REVISIONS, 10)).isEqualTo(1);
        assertThat(remove(ExpiringKind.MEDICATION_REMINDERS, 10)).isEqualTo(1);

        assertThat(number("SELECT number FROM message_revisions WHERE tenant = :tenant"))
                .isEqualTo(2);
        assertThat(ids("medication_reminders")).containsExactly("new");
    }

    private int remove(ExpiringKind kind, int most) {
        return records.remove(kind, LIMIT, most).rows();
    }

    private void add(Kept kind, String id, String status, Instant changed) {
        update(
                "INSERT INTO " + kind.table + " (tenant, id, status, created_at, updated_at, " + kind.columns
                        + ") VALUES (:tenant, :id, :status, :at, :at, " + kind.values + ")",
                Map.of("id", id, "status", status, "at", at(changed), "soon", at(changed.minusSeconds(60))));
    }

    private void thread(String id, Instant lastMessage) {
        update("""
                INSERT INTO threads (tenant, id, created_at, last_message_at, last_sequence)
                VALUES (:tenant, :id, :at, :at, 3)
                """, Map.of("id", id, "at", at(lastMessage)));
    }

    private void member(String thread, String user, long lastRead, long uncounted) {
        update("""
                INSERT INTO thread_members (tenant, thread_id, user_id, last_read, uncounted_after_read)
                VALUES (:tenant, :thread, :user, :lastRead, :uncounted)
                """, Map.of("thread", thread, "user", user, "lastRead", lastRead, "uncounted", uncounted));
    }

    private void message(String thread, long sequence, String sender, Instant sent) {
        message(thread, sequence, sender, "m" + sequence, sent);
    }

    private void message(String thread, long sequence, String sender, String id, Instant sent) {
        update("""
                INSERT INTO messages (tenant, thread_id, sequence, id, sender_id, sender_name, body, created_at)
                VALUES (:tenant, :thread, :sequence, :id, :sender, 'Name', 'text', :at)
                """, Map.of("thread", thread, "sequence", sequence, "id", id, "sender", sender, "at", at(sent)));
    }

    private void attachment(String id, String message, long size) {
        update("""
                INSERT INTO attachments (tenant, id, thread_id, uploader_id, message_id, name, media_type, size, created_at)
                VALUES (:tenant, :id, 't', 'author', :message, 'name', 'image/png', :size, :at)
                """, Map.of("id", id, "message", message, "size", size, "at", at(OLD)));
    }

    private long unread(String user) {
        return number("""
                SELECT t.last_sequence - m.last_read - m.uncounted_after_read FROM thread_members m
                JOIN threads t ON t.tenant = m.tenant AND t.id = m.thread_id
                WHERE m.tenant = :tenant AND m.user_id = '%s'
                """.formatted(user));
    }

    private List<String> ids(String table) {
        return database()
                .list(
                        "SELECT id FROM " + table + " WHERE tenant = :tenant",
                        Map.of("tenant", tenant),
                        row -> row.getString("id"));
    }

    private long number(String sql) {
        return database()
                .find(sql, Map.of("tenant", tenant), row -> row.getLong(1))
                .orElseThrow();
    }

    private void update(String sql, Map<String, ?> values) {
        database()
                .jdbi()
                .useHandle(handle -> handle.createUpdate(sql)
                        .bind("tenant", tenant)
                        .bindMap(values)
                        .execute());
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
