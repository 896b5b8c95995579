package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import dev.carewire.messaging.MessageRevision;
import dev.carewire.messaging.MessageRevisionRepository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Earlier texts of messages as a table. Any thread; blocks. */
public final class JdbiMessageRevisions implements MessageRevisionRepository {

    private final Database database;

    /** Revisions in {@code database}. */
    public JdbiMessageRevisions(Database database) {
        this.database = database;
    }

    @Override
    public void edit(TenantId tenant, String messageId, String body, Instant at) {
        database.jdbi().useTransaction(handle -> {
            storeRevision(handle, tenant, messageId, at);
            handle.createUpdate("""
                            UPDATE messages SET body = :body, edited_at = :at, revisions = revisions + 1
                            WHERE tenant = :tenant AND id = :id
                            """)
                    .bind("tenant", tenant)
                    .bind("id", messageId)
                    .bind("body", body)
                    .bind("at", at)
                    .execute();
        });
    }

    @Override
    public void retract(TenantId tenant, String messageId, Instant at) {
        database.jdbi().useTransaction(handle -> {
            storeRevision(handle, tenant, messageId, at);
            handle.createUpdate("""
                            UPDATE messages SET body = '', retracted_at = :at, revisions = revisions + 1
                            WHERE tenant = :tenant AND id = :id
                            """)
                    .bind("tenant", tenant)
                    .bind("id", messageId)
                    .bind("at", at)
                    .execute();
        });
    }

    private static void storeRevision(Handle handle, TenantId tenant, String messageId, Instant at) {
        handle.createUpdate("""
                        INSERT INTO message_revisions (tenant, message_id, number, body, replaced_at)
                        SELECT tenant, id, revisions + 1, body, CAST(:at AS TIMESTAMP WITH TIME ZONE)
                        FROM messages WHERE tenant = :tenant AND id = :id
                        """)
                .bind("tenant", tenant)
                .bind("id", messageId)
                .bind("at", at)
                .execute();
    }

    @Override
    public List<MessageRevision> list(TenantId tenant, String messageId) {
        return database.list(
                """
                                SELECT number, body, replaced_at FROM message_revisions
                                WHERE tenant = :tenant AND message_id = :id ORDER BY number
                                """,
                Map.of("tenant", tenant, "id", messageId),
                row -> new MessageRevision(
                        row.getInt("number"), row.getString("body"), UtcInstants.read(row, "replaced_at")));
    }
}
