package dev.carewire.adapter.jdbi;

import dev.carewire.event.AttachmentSnapshot;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.messaging.MessagePosition;
import dev.carewire.messaging.MessageRepository;
import dev.carewire.messaging.NewMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores messages in the table {@code messages}. Any thread; blocks. */
public final class JdbiMessages implements MessageRepository {

    private static final String SELECT = """
            SELECT s.id, s.thread_id, s.body, s.extra, s.created_at, s.sender_id, s.sender_name,
                   s.edited_at, s.retracted_at, u.first_name, u.last_name
            FROM messages s
            LEFT JOIN users u ON u.tenant = s.tenant AND u.id = s.sender_id
            """;

    private final Database database;

    /** Uses the table in {@code database}. */
    public JdbiMessages(Database database) {
        this.database = database;
    }

    @Override
    public MessageSnapshot append(TenantId tenant, NewMessage message) {
        return database.jdbi().inTransaction(handle -> {
            long sequence = nextSequence(tenant, message);
            handle.createUpdate("""
                            INSERT INTO messages
                                (tenant, thread_id, sequence, id, sender_id, sender_name, body, created_at, extra)
                            VALUES (:tenant, :thread, :sequence, :id, :sender, :senderName, :body, :createdAt, :extra)
                            """)
                    .bind("tenant", tenant)
                    .bind("thread", message.threadId())
                    .bind("sequence", sequence)
                    .bind("id", message.id())
                    .bind("sender", message.senderId())
                    .bind("senderName", message.senderName())
                    .bind("body", message.body())
                    .bind("createdAt", message.createdAt())
                    .bind("extra", message.extra().json())
                    .execute();
            advanceSenderReadMark(tenant, message, sequence);
            return find(tenant, message.threadId(), message.id()).orElseThrow();
        });
    }

    @Override
    public Optional<MessageSnapshot> find(TenantId tenant, String threadId, String messageId) {
        return list(
                        tenant,
                        "WHERE s.tenant = :tenant AND s.thread_id = :thread AND s.id = :id",
                        Map.of("tenant", tenant, "thread", threadId, "id", messageId))
                .stream()
                .findFirst();
    }

    private long nextSequence(TenantId tenant, NewMessage message) {
        database.update("""
                        UPDATE threads SET last_sequence = last_sequence + 1, last_message_at = :at
                        WHERE tenant = :tenant AND id = :thread
                        """, Map.of("at", message.createdAt(), "tenant", tenant, "thread", message.threadId()));
        return database.find(
                        "SELECT last_sequence FROM threads WHERE tenant = :tenant AND id = :thread",
                        Map.of("tenant", tenant, "thread", message.threadId()),
                        row -> row.getLong("last_sequence"))
                .orElseThrow();
    }

    /**
     * Marks the message as read by its sender. A sender with unread messages before it keeps the read position, and the
     * message only counts as their own.
     */
    private void advanceSenderReadMark(TenantId tenant, NewMessage message, long sequence) {
        String thread = message.threadId();
        String user = message.senderId();
        Instant at = message.createdAt();
        int moved = database.update(
                """
                        UPDATE thread_members SET last_read = :sequence, last_read_at = :at, uncounted_after_read = 0
                        WHERE tenant = :tenant AND thread_id = :thread AND user_id = :user
                          AND last_read + uncounted_after_read = :sequence - 1
                        """, Map.of("at", at, "sequence", sequence, "tenant", tenant, "thread", thread, "user", user));
        if (moved == 0) {
            database.update("""
                            UPDATE thread_members SET uncounted_after_read = uncounted_after_read + 1
                            WHERE tenant = :tenant AND thread_id = :thread AND user_id = :user
                            """, Map.of("tenant", tenant, "thread", thread, "user", user));
        }
    }

    @Override
    public List<MessageSnapshot> findBefore(TenantId tenant, String threadId, long sequence, int limit) {
        return list(tenant, """
                                WHERE s.tenant = :tenant AND s.thread_id = :thread AND s.sequence < :sequence
                                ORDER BY s.sequence DESC LIMIT :limit
                                """, Map.of("tenant", tenant, "thread", threadId, "sequence", sequence, "limit", limit));
    }

    /** The messages that {@code condition} selects, with their attachments. */
    private List<MessageSnapshot> list(TenantId tenant, String condition, Map<String, ?> values) {
        List<MessageSnapshot> messages = database.list(SELECT + condition, values, JdbiMessages::snapshot);
        Map<String, List<AttachmentSnapshot>> attachments = JdbiAttachments.byMessage(
                database, tenant, messages.stream().map(MessageSnapshot::id).toList());
        return messages.stream()
                .map(message -> withAttachments(message, attachments.getOrDefault(message.id(), List.of())))
                .toList();
    }

    @Override
    public Optional<MessagePosition> position(TenantId tenant, String threadId, String messageId) {
        return database.find(
                """
                                SELECT id, sequence FROM messages
                                WHERE tenant = :tenant AND thread_id = :thread AND id = :id
                                """, Map.of("tenant", tenant, "thread", threadId, "id", messageId), JdbiMessages::position);
    }

    @Override
    public Optional<MessagePosition> newestPosition(TenantId tenant, String threadId) {
        return database.find("""
                                SELECT id, sequence FROM messages
                                WHERE tenant = :tenant AND thread_id = :thread
                                ORDER BY sequence DESC LIMIT 1
                                """, Map.of("tenant", tenant, "thread", threadId), JdbiMessages::position);
    }

    private static MessagePosition position(ResultSet row) throws SQLException {
        return new MessagePosition(row.getString("id"), row.getLong("sequence"));
    }

    private static MessageSnapshot withAttachments(MessageSnapshot message, List<AttachmentSnapshot> attachments) {
        return new MessageSnapshot(
                message.id(),
                message.threadId(),
                message.body(),
                message.sender(),
                message.createdAt(),
                message.editedAt(),
                message.retractedAt(),
                attachments,
                message.extra());
    }

    private static MessageSnapshot snapshot(ResultSet row) throws SQLException {
        return new MessageSnapshot(
                row.getString("id"),
                row.getString("thread_id"),
                row.getString("body"),
                sender(row),
                UtcInstants.read(row, "created_at"),
                UtcInstants.readOptional(row, "edited_at"),
                UtcInstants.readOptional(row, "retracted_at"),
                List.of(),
                SnapshotRows.extra(row));
    }

    /** The sender with the name in the clinic's directory, or else the name in the token; without other fields. */
    private static StaffSnapshot sender(ResultSet row) throws SQLException {
        String id = row.getString("sender_id");
        Optional<String> firstName = SnapshotRows.text(row, "first_name");
        Optional<String> lastName = SnapshotRows.text(row, "last_name");
        return firstName.isPresent() || lastName.isPresent()
                ? new StaffSnapshot(id, firstName, lastName, Optional.empty(), Optional.empty())
                : new StaffSnapshot(id, row.getString("sender_name"), "", Optional.empty(), Optional.empty());
    }
}
