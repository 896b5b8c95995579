package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import dev.carewire.messaging.MessageRevision;
import dev.carewire.messaging.MessageRevisionRepository;
import dev.carewire.text.ExtraFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Stores earlier texts of messages in the table {@code message_revisions}. Any thread; blocks. */
public final class JdbiMessageRevisions implements MessageRevisionRepository {

    private final Database database;

    /** Revisions in {@code database}. */
    public JdbiMessageRevisions(Database database) {
        this.database = database;
    }

    @Override
    public void edit(TenantId tenant, String messageId, String body, ExtraFields extra, Instant at) {
        database.jdbi().useTransaction(handle -> {
            storeRevision(tenant, messageId, at);
            database.update(
                    """
                            UPDATE messages
                            SET body = :body, extra = :extra, edited_at = :at, revisions = revisions + 1
                            WHERE tenant = :tenant AND id = :id
                            """, Map.of("tenant", tenant, "id", messageId, "body", body, "extra", extra.json(), "at", at));
        });
    }

    @Override
    public void retract(TenantId tenant, String messageId, Instant at) {
        database.jdbi().useTransaction(handle -> {
            storeRevision(tenant, messageId, at);
            database.update("""
                            UPDATE messages
                            SET body = '', extra = '{}', retracted_at = :at, revisions = revisions + 1
                            WHERE tenant = :tenant AND id = :id
                            """, Map.of("tenant", tenant, "id", messageId, "at", at));
        });
    }

    private void storeRevision(TenantId tenant, String messageId, Instant at) {
        database.update("""
                        INSERT INTO message_revisions (tenant, message_id, number, body, replaced_at)
                        SELECT tenant, id, revisions + 1, body, CAST(:at AS TIMESTAMP WITH TIME ZONE)
                        FROM messages WHERE tenant = :tenant AND id = :id
                        """, Map.of("tenant", tenant, "id", messageId, "at", at));
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
