package dev.carewire.adapter.jdbi;

import dev.carewire.event.AttachmentSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.messaging.AttachmentRepository;
import dev.carewire.messaging.NewAttachment;
import dev.carewire.messaging.NewMessage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Attachments as tables. Any thread; blocks. */
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
            if (!reserveQuota(handle, tenant, attachment.file().size(), quota)) {
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
    private static boolean reserveQuota(Handle handle, TenantId tenant, long bytes, long quota) {
        handle.createUpdate("INSERT INTO attachment_usage (tenant, bytes) VALUES (:tenant, 0) ON CONFLICT DO NOTHING")
                .bind("tenant", tenant)
                .execute();
        return handle.createUpdate("""
                        UPDATE attachment_usage SET bytes = bytes + :bytes
                        WHERE tenant = :tenant AND bytes + :bytes <= :quota
                        """)
                        .bind("tenant", tenant)
                        .bind("bytes", bytes)
                        .bind("quota", quota)
                        .execute()
                == 1;
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
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                            UPDATE attachment_usage SET bytes = bytes - (
                                SELECT COALESCE(SUM(size), 0) FROM attachments
                                WHERE tenant = :tenant AND message_id = :message)
                            WHERE tenant = :tenant
                            """)
                    .bind("tenant", tenant)
                    .bind("message", messageId)
                    .execute();
            handle.createUpdate("DELETE FROM attachments WHERE tenant = :tenant AND message_id = :message")
                    .bind("tenant", tenant)
                    .bind("message", messageId)
                    .execute();
        });
    }

    /**
     * One by one, so that an attachment that is claimed concurrently stays, and only the quota of deleted ones is
     * released.
     */
    @Override
    public void removePendingSince(Instant since) {
        List<PendingAttachment> old = database.list(
                """
                                SELECT tenant, id, size FROM attachments
                                WHERE created_at < :since AND message_id IS NULL
                                """,
                Map.of("since", since),
                row -> new PendingAttachment(
                        new TenantId(row.getString("tenant")), row.getString("id"), row.getLong("size")));
        for (PendingAttachment waiting : old) {
            database.jdbi().useTransaction(handle -> remove(handle, waiting));
        }
    }

    private static void remove(Handle handle, PendingAttachment waiting) {
        int removed = handle.createUpdate(
                        "DELETE FROM attachments WHERE tenant = :tenant AND id = :id AND message_id IS NULL")
                .bind("tenant", waiting.tenant())
                .bind("id", waiting.id())
                .execute();
        if (removed == 1) {
            handle.createUpdate("UPDATE attachment_usage SET bytes = bytes - :size WHERE tenant = :tenant")
                    .bind("size", waiting.size())
                    .bind("tenant", waiting.tenant())
                    .execute();
        }
    }

    @Override
    public Set<String> existing(Set<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT id FROM attachments WHERE id IN (<ids>)")
                        .bindList("ids", List.copyOf(ids))
                        .mapTo(String.class)
                        .set());
    }

    /** The attachments of some messages, in their senders' order; messages without attachments are absent. */
    static Map<String, List<AttachmentSnapshot>> byMessage(
            Handle handle, TenantId tenant, Collection<String> messageIds) {
        Map<String, List<AttachmentSnapshot>> found = new HashMap<>();
        if (!messageIds.isEmpty()) {
            handle.createQuery("""
                            SELECT message_id, id, name, media_type, size FROM attachments
                            WHERE tenant = :tenant AND message_id IN (<messages>) ORDER BY place
                            """)
                    .bind("tenant", tenant)
                    .bindList("messages", List.copyOf(messageIds))
                    .map((row, context) -> Map.entry(row.getString("message_id"), snapshot(row)))
                    .forEach(attachment -> found.computeIfAbsent(attachment.getKey(), id -> new ArrayList<>(1))
                            .add(attachment.getValue()));
        }
        return found;
    }

    private static AttachmentSnapshot snapshot(ResultSet row) throws SQLException {
        return new AttachmentSnapshot(
                row.getString("id"), row.getString("name"), row.getString("media_type"), row.getLong("size"));
    }

    private record PendingAttachment(TenantId tenant, String id, long size) {}
}
