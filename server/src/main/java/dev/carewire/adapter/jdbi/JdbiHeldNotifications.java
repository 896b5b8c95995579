package dev.carewire.adapter.jdbi;

import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.HeldNotificationRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Stores held notifications in the table {@code notification_holds}. Any thread; blocks. */
public final class JdbiHeldNotifications implements HeldNotificationRepository {

    private final Database database;

    /** Holds in {@code database}. */
    public JdbiHeldNotifications(Database database) {
        this.database = database;
    }

    @Override
    public int countNotHeld(TenantId tenant, String userId, String kind, Instant after, int most) {
        return database.count(
                """
                        SELECT COUNT(*) FROM (
                            SELECT 1 FROM notifications n
                            WHERE n.tenant = :tenant AND n.user_id = :user AND n.kind = :kind AND n.created_at > :after
                              AND NOT EXISTS (SELECT 1 FROM notification_holds h
                                              WHERE h.tenant = n.tenant AND h.notification_id = n.id)
                            LIMIT :most) AS told
                        """, Map.of("tenant", tenant, "user", userId, "kind", kind, "after", after, "most", most));
    }

    @Override
    public void hold(TenantId tenant, NotificationSnapshot notification, Reason reason, Optional<Instant> until) {
        database.update(
                """
                        INSERT INTO notification_holds (tenant, notification_id, user_id, kind, reason, held_until)
                        VALUES (:tenant, :id, :user, :kind, :reason, :until)
                        """,
                Map.of(
                        "tenant",
                        tenant,
                        "id",
                        notification.id(),
                        "user",
                        notification.userId(),
                        "kind",
                        notification.kind(),
                        "reason",
                        reason.name(),
                        "until",
                        until));
    }

    @Override
    public Optional<Instant> floodHeldUntil(TenantId tenant, String userId, String kind) {
        return database.find(
                        """
                        SELECT MAX(held_until) AS held_until FROM notification_holds
                        WHERE tenant = :tenant AND user_id = :user AND reason = 'FLOOD' AND kind = :kind
                        """,
                        Map.of("tenant", tenant, "user", userId, "kind", kind),
                        row -> UtcInstants.readOptional(row, "held_until"))
                .orElseThrow();
    }

    @Override
    public Optional<HeldNotification> find(TenantId tenant, String id) {
        return database.find(
                """
                        SELECT user_id, reason, held_until FROM notification_holds
                        WHERE tenant = :tenant AND notification_id = :id AND held_until IS NOT NULL
                        """,
                Map.of("tenant", tenant, "id", id),
                row -> new HeldNotification(
                        row.getString("user_id"),
                        Reason.valueOf(row.getString("reason")),
                        UtcInstants.read(row, "held_until")));
    }

    @Override
    public List<DueNotification> lockDue(TenantId tenant, String userId, Reason reason, Instant now) {
        Map<String, ?> values = Map.of("tenant", tenant, "user", userId, "reason", reason.name(), "now", now);
        return database.jdbi().inTransaction(handle -> {
            database.list("""
                            SELECT notification_id FROM notification_holds
                            WHERE tenant = :tenant AND user_id = :user AND reason = :reason AND held_until <= :now
                            ORDER BY notification_id FOR UPDATE
                            """, values, row -> row.getString("notification_id"));
            return database.list("""
                            SELECT n.id, n.kind, n.priority, n.state, n.dismissed_at
                            FROM notification_holds h
                            JOIN notifications n ON n.tenant = h.tenant AND n.id = h.notification_id
                            WHERE h.tenant = :tenant AND h.user_id = :user AND h.reason = :reason AND h.held_until <= :now
                            ORDER BY n.seq
                            """, values, JdbiHeldNotifications::held);
        });
    }

    private static DueNotification held(ResultSet row) throws SQLException {
        return new DueNotification(
                row.getString("id"),
                row.getString("kind"),
                NotificationPriority.valueOf(row.getString("priority")),
                NotificationState.valueOf(row.getString("state")) == NotificationState.QUEUED
                        && UtcInstants.readOptional(row, "dismissed_at").isEmpty());
    }

    @Override
    public void release(TenantId tenant, Collection<String> ids) {
        updateEach("DELETE FROM notification_holds WHERE tenant = :tenant AND notification_id = :id", tenant, ids);
    }

    @Override
    public void holdPermanently(TenantId tenant, Collection<String> ids) {
        updateEach(
                "UPDATE notification_holds SET held_until = NULL WHERE tenant = :tenant AND notification_id = :id",
                tenant,
                ids);
    }

    private void updateEach(String sql, TenantId tenant, Collection<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        database.jdbi().useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch(sql);
            ids.forEach(id -> batch.bind("tenant", tenant).bind("id", id).add());
            batch.execute();
        });
    }
}
