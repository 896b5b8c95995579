package dev.carewire.adapter.jdbi;

import dev.carewire.command.TimeCursor;
import dev.carewire.identity.TenantId;
import dev.carewire.messaging.MessagePosition;
import dev.carewire.messaging.MessageThread;
import dev.carewire.messaging.ReadPosition;
import dev.carewire.messaging.ThreadRepository;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordIds;
import dev.carewire.text.ExtraFields;
import dev.carewire.user.UserDirectory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Stores threads in the table {@code threads}, and their members in {@code thread_members}. Any thread; blocks. */
public final class JdbiThreads implements ThreadRepository {

    private static final String SELECT = """
            SELECT t.id, t.subject, t.created_by, t.created_at, t.last_message_at, t.extra,
                   t.last_sequence - m.last_read - m.uncounted_after_read AS unread
            FROM thread_members m
            JOIN threads t ON t.tenant = m.tenant AND t.id = m.thread_id
            WHERE m.tenant = :tenant AND m.user_id = :user
            """;

    private static final TimeCursor FIRST_PAGE = new TimeCursor(Instant.parse("9999-01-01T00:00:00Z"), "");

    private final Database database;
    private final KeptRecords kept;
    private final UserDirectory directory;

    /**
     * Uses the tables in {@code database}. Threads accept the same users as records do.
     *
     * @param kept the kinds of records that the server keeps
     */
    public JdbiThreads(Database database, KeptRecords kept, UserDirectory directory) {
        this.database = database;
        this.kept = kept;
        this.directory = directory;
    }

    @Override
    public Set<String> existingUsers(TenantId tenant, Set<String> userIds) {
        if (directory.allowsOthers(kept)) {
            return userIds;
        }
        return Set.copyOf(database.listAny(
                "SELECT id FROM users WHERE tenant = :tenant AND entered AND id IN (<any>)",
                userIds,
                Map.of("tenant", tenant),
                row -> row.getString("id")));
    }

    @Override
    public void add(TenantId tenant, MessageThread thread) {
        database.jdbi().useTransaction(handle -> {
            int added = handle.createUpdate("""
                            INSERT INTO threads (tenant, id, subject, created_by, created_at, last_sequence, extra)
                            VALUES (:tenant, :id, :subject, :createdBy, :createdAt, 0, :extra)
                            ON CONFLICT DO NOTHING
                            """)
                    .bind("tenant", tenant)
                    .bind("id", thread.id())
                    .bind("subject", thread.subject())
                    .bind("createdBy", thread.createdBy())
                    .bind("createdAt", thread.createdAt())
                    .bind("extra", thread.extra().json())
                    .execute();
            if (added == 0) {
                throw RecordIds.taken();
            }
            JdbiMemberships.insert(handle, tenant, thread.id(), new TreeSet<>(thread.memberIds()), thread.createdAt());
        });
    }

    @Override
    public void setExtra(TenantId tenant, String threadId, ExtraFields extra) {
        database.update(
                "UPDATE threads SET extra = :extra WHERE tenant = :tenant AND id = :thread",
                Map.of("tenant", tenant, "thread", threadId, "extra", extra.json()));
    }

    @Override
    public List<MessageThread> listForMember(TenantId tenant, String userId, Optional<TimeCursor> behind, int limit) {
        TimeCursor place = behind.orElse(FIRST_PAGE);
        return withMembers(
                tenant,
                database.list(
                        SELECT + """
                                  AND (COALESCE(t.last_message_at, t.created_at) < :at
                                    OR COALESCE(t.last_message_at, t.created_at) = :at AND t.id > :id)
                                ORDER BY COALESCE(t.last_message_at, t.created_at) DESC, t.id
                                LIMIT :limit
                                """,
                        Map.of("tenant", tenant, "user", userId, "at", place.at(), "id", place.id(), "limit", limit),
                        ThreadRow::of));
    }

    @Override
    public Optional<MessageThread> find(TenantId tenant, String threadId, String userId) {
        Map<String, ?> values = Map.of("tenant", tenant, "user", userId, "thread", threadId);
        return withMembers(tenant, database.list(SELECT + "AND t.id = :thread", values, ThreadRow::of)).stream()
                .findFirst();
    }

    private List<MessageThread> withMembers(TenantId tenant, List<ThreadRow> rows) {
        Map<String, SortedSet<String>> members =
                members(tenant, rows.stream().map(ThreadRow::id).toList());
        return rows.stream()
                .map(row -> row.withMembers(members.getOrDefault(row.id, new TreeSet<>())))
                .toList();
    }

    @Override
    public boolean isMember(TenantId tenant, String threadId, String userId) {
        return database.count("""
                        SELECT COUNT(*) FROM thread_members
                        WHERE tenant = :tenant AND thread_id = :thread AND user_id = :user
                        """, Map.of("tenant", tenant, "thread", threadId, "user", userId)) > 0;
    }

    @Override
    public SortedSet<String> lock(TenantId tenant, String threadId) {
        return database.jdbi().inTransaction(handle -> {
            database.list(
                    "SELECT id FROM threads WHERE tenant = :tenant AND id = :thread FOR UPDATE",
                    Map.of("tenant", tenant, "thread", threadId),
                    row -> row.getString("id"));
            return members(tenant, List.of(threadId)).getOrDefault(threadId, new TreeSet<>());
        });
    }

    /** One by one: a statement that locks several rows may lock them in any order and deadlock with another. */
    @Override
    public void lockInboxes(TenantId tenant, SortedSet<String> userIds) {
        database.jdbi()
                .useTransaction(handle -> userIds.forEach(user -> database.list(
                        "SELECT user_id FROM inboxes WHERE tenant = :tenant AND user_id = :user FOR UPDATE",
                        Map.of("tenant", tenant, "user", user),
                        row -> row.getString("user_id"))));
    }

    @Override
    public Optional<ReadPosition> readPosition(TenantId tenant, String threadId, String userId) {
        return database.find(
                """
                        SELECT s.id, s.sequence, m.last_read_at
                        FROM thread_members m
                        JOIN messages s ON s.tenant = m.tenant AND s.thread_id = m.thread_id AND s.sequence = m.last_read
                        WHERE m.tenant = :tenant AND m.thread_id = :thread AND m.user_id = :user
                        """,
                Map.of("tenant", tenant, "thread", threadId, "user", userId),
                row -> new ReadPosition(
                        new MessagePosition(row.getString("id"), row.getLong("sequence")),
                        UtcInstants.read(row, "last_read_at")));
    }

    @Override
    public void markRead(TenantId tenant, String threadId, String userId, ReadPosition mark) {
        database.update(
                """
                        UPDATE thread_members
                        SET last_read = :sequence,
                            last_read_at = :at,
                            uncounted_after_read = (
                                SELECT COUNT(*) FROM messages
                                WHERE tenant = :tenant AND thread_id = :thread AND sequence > :sequence
                                  AND (sender_id = :user OR retracted_at IS NOT NULL))
                        WHERE tenant = :tenant AND thread_id = :thread AND user_id = :user
                        """,
                Map.of(
                        "sequence",
                        mark.upTo().sequence(),
                        "at",
                        mark.at(),
                        "tenant",
                        tenant,
                        "thread",
                        threadId,
                        "user",
                        userId));
    }

    @Override
    public SortedSet<String> discountUnread(TenantId tenant, String threadId, String messageId) {
        Map<String, ?> values = Map.of("tenant", tenant, "thread", threadId, "id", messageId);
        SortedSet<String> readers = new TreeSet<>(database.list("""
                        SELECT m.user_id
                        FROM thread_members m
                        JOIN messages s ON s.tenant = m.tenant AND s.thread_id = m.thread_id
                        WHERE m.tenant = :tenant AND m.thread_id = :thread AND s.id = :id
                          AND s.sequence > m.last_read AND s.sender_id <> m.user_id
                        """, values, row -> row.getString("user_id")));
        for (String reader : readers) {
            database.update("""
                            UPDATE thread_members SET uncounted_after_read = uncounted_after_read + 1
                            WHERE tenant = :tenant AND thread_id = :thread AND user_id = :user
                            """, Map.of("tenant", tenant, "thread", threadId, "user", reader));
        }
        return readers;
    }

    @Override
    public SortedMap<String, Integer> countUnread(TenantId tenant, Set<String> userIds) {
        SortedMap<String, Integer> totals = new TreeMap<>();
        database.listAny(
                        """
                        SELECT m.user_id, SUM(t.last_sequence - m.last_read - m.uncounted_after_read) AS unread
                        FROM thread_members m
                        JOIN threads t ON t.tenant = m.tenant AND t.id = m.thread_id
                        WHERE m.tenant = :tenant AND m.user_id IN (<any>)
                        GROUP BY m.user_id
                        """,
                        userIds,
                        Map.of("tenant", tenant),
                        row -> Map.entry(row.getString("user_id"), row.getInt("unread")))
                .forEach(total -> totals.put(total.getKey(), total.getValue()));
        return totals;
    }

    private Map<String, SortedSet<String>> members(TenantId tenant, List<String> threadIds) {
        Map<String, SortedSet<String>> members = new HashMap<>();
        database.listAny(
                        "SELECT thread_id, user_id FROM thread_members WHERE tenant = :tenant AND thread_id IN (<any>)",
                        threadIds,
                        Map.of("tenant", tenant),
                        row -> Map.entry(row.getString("thread_id"), row.getString("user_id")))
                .forEach(member -> members.computeIfAbsent(member.getKey(), thread -> new TreeSet<>())
                        .add(member.getValue()));
        return members;
    }

    private record ThreadRow(
            String id,
            Optional<String> subject,
            Optional<String> createdBy,
            Instant createdAt,
            Optional<Instant> lastMessageAt,
            int unread,
            ExtraFields extra) {

        static ThreadRow of(ResultSet row) throws SQLException {
            return new ThreadRow(
                    row.getString("id"),
                    Optional.ofNullable(row.getString("subject")),
                    Optional.ofNullable(row.getString("created_by")),
                    UtcInstants.read(row, "created_at"),
                    UtcInstants.readOptional(row, "last_message_at"),
                    row.getInt("unread"),
                    SnapshotRows.extra(row));
        }

        MessageThread withMembers(Set<String> members) {
            return new MessageThread(
                    id, subject, createdBy, List.copyOf(members), createdAt, lastMessageAt, unread, extra);
        }

        /** Shows the id only: subjects name patients. */
        @Override
        public String toString() {
            return "ThreadRow[" + id + "]";
        }
    }
}
