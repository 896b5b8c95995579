package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import dev.carewire.messaging.MembershipRepository;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Stores the members of threads in the table {@code thread_members}. Any thread; blocks. */
public final class JdbiMemberships implements MembershipRepository {

    private final Database database;

    /** Members in {@code database}. */
    public JdbiMemberships(Database database) {
        this.database = database;
    }

    @Override
    public void add(TenantId tenant, String threadId, SortedSet<String> userIds, Instant at) {
        database.jdbi().useTransaction(handle -> insert(handle, tenant, threadId, userIds, at));
    }

    /** One by one in the order of their ids, which is the lock order of inboxes. */
    static void insert(Handle handle, TenantId tenant, String threadId, SortedSet<String> userIds, Instant at) {
        PreparedBatch members = handle.prepareBatch("""
                INSERT INTO thread_members (tenant, thread_id, user_id, last_read, last_read_at, uncounted_after_read)
                SELECT tenant, id, CAST(:user AS VARCHAR(320)), last_sequence,
                       CASE WHEN last_sequence > 0 THEN CAST(:at AS TIMESTAMP WITH TIME ZONE) END, 0
                FROM threads WHERE tenant = :tenant AND id = :thread
                """);
        PreparedBatch inboxes = handle.prepareBatch(
                "INSERT INTO inboxes (tenant, user_id) VALUES (:tenant, :user) ON CONFLICT DO NOTHING");
        for (String user : userIds) {
            members.bind("tenant", tenant)
                    .bind("thread", threadId)
                    .bind("user", user)
                    .bind("at", at)
                    .add();
            inboxes.bind("tenant", tenant).bind("user", user).add();
        }
        members.execute();
        inboxes.execute();
    }

    @Override
    public void remove(TenantId tenant, String threadId, String userId) {
        database.update("""
                        DELETE FROM thread_members
                        WHERE tenant = :tenant AND thread_id = :thread AND user_id = :user
                        """, Map.of("tenant", tenant, "thread", threadId, "user", userId));
    }
}
