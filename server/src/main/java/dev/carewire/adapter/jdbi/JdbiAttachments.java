package dev.carewire.adapter.jdbi;

import dev.carewire.event.AttachmentSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.messaging.AttachmentRepository;
import dev.carewire.messaging.NewAttachment;
import dev.carewire.messaging.NewMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Stores attachments in {@code attachments}, and the bytes per clinic in {@code attachment_usage}. Any thread; blocks. */
public final class JdbiAttachments implements AttachmentRepository {

    private final Database database;

    /** Attachments in {@code database}. */
    public JdbiAttachments(Database database) {
        this.database = database;
    }

    @Override
    public int countPending(TenantId tenant, String userId) {
        return database.count("""
                                SELECT COUNT(*) FROM attachments
                                WHERE tenant = :tenant AND uploader_id = :user AND message_id IS NULL
                                """, Map.of("tenant", tenant, "user", userId));
    }

    @Override
    public boolean add(TenantId tenant, NewAttachment attachment, long quota) {
        return database.jdbi().inTransaction(handle -> {
            if (!reserveQuota(tenant, attachment.file().size(), quota)) {
                return false;
            }
            handle.createUpdate("""
                            INSERT INTO attachments
                                (tenant, id, thread_id, uploader_id, name, media_type, size, created_at)
                            VALUES (:tenant, :id, :thread, :uploader, :name, :type, :size, :createdAt)
                            """)
                    .bind("tenant", tenant)
                    .bind("id", attachment.file().id())
                    .bind("thread", attachment.threadId())
                    .bind("uploader", attachment.uploaderId())
                    .bind("name", attachment.file().name())
                    .bind("type", attachment.file().mediaType())
                    .bind("size", attachment.file().size())
                    .bind("createdAt", attachment.createdAt())
                    .execute();
            return true;
        });
    }

    /**
     * The update locks the clinic's row until the end of the transaction, so that two uploads cannot both claim the
     * last bytes.
     */
    private boolean reserveQuota(TenantId tenant, long bytes, long quota) {
        database.update(
                "INSERT INTO attachment_usage (tenant, bytes) VALUES (:tenant, 0) ON CONFLICT DO NOTHING",
                Map.of("tenant", tenant));
        return database.update("""
                        UPDATE attachment_usage SET bytes = bytes + :bytes
                        WHERE tenant = :tenant AND bytes + :bytes <= :quota
                        """, Map.of("tenant", tenant, "bytes", bytes, "quota", quota)) == 1;
    }

    @Override
    public Optional<AttachmentSnapshot> findReadable(TenantId tenant, String id, String userId) {
        return database.find("""
                                SELECT a.id, a.name, a.media_type, a.size
                                FROM attachments a
                                JOIN thread_members m
                                    ON m.tenant = a.tenant AND m.thread_id = a.thread_id AND m.user_id = :user
                                WHERE a.tenant = :tenant AND a.id = :id
                                  AND (a.message_id IS NOT NULL OR a.uploader_id = :user)
                                """, Map.of("tenant", tenant, "id", id, "user", userId), JdbiAttachments::snapshot);
    }

    @Override
    public int attach(TenantId tenant, NewMessage message, List<String> ids) {
        return database.jdbi().inTransaction(handle -> {
            int attached = 0;
            for (String id : ids) {
                attached += handle.createUpdate("""
                                UPDATE attachments SET message_id = :message, place = :place
                                WHERE tenant = :tenant AND id = :id AND thread_id = :thread
                                  AND uploader_id = :sender AND message_id IS NULL
                                """)
                        .bind("tenant", tenant)
                        .bind("id", id)
                        .bind("thread", message.threadId())
                        .bind("sender", message.senderId())
                        .bind("message", message.id())
                        .bind("place", attached)
                        .execute();
            }
            return attached;
        });
    }

    @Override
    public void removeForMessage(TenantId tenant, String messageId) {
        Map<String, ?> values = Map.of("tenant", tenant, "message", messageId);
        database.jdbi().useTransaction(handle -> {
            database.update("""
                            UPDATE attachment_usage SET bytes = bytes - (
                                SELECT COALESCE(SUM(size), 0) FROM attachments
                                WHERE tenant = :tenant AND message_id = :message)
                            WHERE tenant = :tenant
                            """, values);
            database.update("DELETE FROM attachments WHERE tenant = :tenant AND message_id = :message", values);
        });
    }

    /**
     * One by one, so that an attachment that is claimed concurrently stays, and only the quota of deleted ones is
     * released.
     */
    @Override
    public int removePendingSince(Instant since, int most) {
        List<PendingAttachment> old = database.list(
                """
                                SELECT tenant, id, size FROM attachments
                                WHERE message_id IS NULL AND created_at < :since LIMIT :most
                                """,
                Map.of("since", since, "most", most),
                row -> new PendingAttachment(
                        new TenantId(row.getString("tenant")), row.getString("id"), row.getLong("size")));
        int removed = 0;
        for (PendingAttachment waiting : old) {
            removed += database.jdbi().inTransaction(handle -> remove(waiting));
        }
        return removed;
    }

    private int remove(PendingAttachment waiting) {
        int removed = database.update(
                "DELETE FROM attachments WHERE tenant = :tenant AND id = :id AND message_id IS NULL",
                Map.of("tenant", waiting.tenant(), "id", waiting.id()));
        if (removed == 1) {
            database.update(
                    "UPDATE attachment_usage SET bytes = bytes - :size WHERE tenant = :tenant",
                    Map.of("tenant", waiting.tenant(), "size", waiting.size()));
        }
        return removed;
    }

    @Override
    public Set<String> existing(Set<String> ids) {
        return Set.copyOf(database.listAny(
                "SELECT id FROM attachments WHERE id IN (<any>)", ids, Map.of(), row -> row.getString("id")));
    }

    /** The attachments of some messages, in their senders' order; messages without attachments are absent. */
    static Map<String, List<AttachmentSnapshot>> byMessage(
            Database database, TenantId tenant, Collection<String> messageIds) {
        return database
                .listAny(
                        """
                        SELECT message_id, id, name, media_type, size FROM attachments
                        WHERE tenant = :tenant AND message_id IN (<any>) ORDER BY place
                        """,
                        messageIds,
                        Map.of("tenant", tenant),
                        row -> Map.entry(row.getString("message_id"), snapshot(row)))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static AttachmentSnapshot snapshot(ResultSet row) throws SQLException {
        return new AttachmentSnapshot(
                row.getString("id"), row.getString("name"), row.getString("media_type"), row.getLong("size"));
    }

    private record PendingAttachment(TenantId tenant, String id, long size) {}
}
