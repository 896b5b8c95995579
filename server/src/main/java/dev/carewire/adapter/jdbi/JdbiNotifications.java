package dev.carewire.adapter.jdbi;

import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.Escalation;
import dev.carewire.notification.Notification;
import dev.carewire.notification.Notification.UserAction;
import dev.carewire.notification.NotificationRepository;
import dev.carewire.notification.ReadFilter;
import dev.carewire.notification.UserKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Stores notifications in {@code notifications}, and their escalations in {@code notification_chases}. Any thread; blocks. */
public final class JdbiNotifications implements NotificationRepository {

    private static final String SELECT = "SELECT n.* FROM notifications n ";

    private final Database database;

    /** Notifications in {@code database}. */
    public JdbiNotifications(Database database) {
        this.database = database;
    }

    @Override
    public void add(TenantId tenant, NotificationSnapshot notification) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        INSERT INTO notifications (tenant, id, user_id, kind, title, message, priority, must_acknowledge,
                            related_kind, related_id, action_url, metadata, origin_id, state, created_at)
                        VALUES (:tenant, :id, :userId, :kind, :title, :message, :priority, :mustAcknowledge,
                            :relatedKind, :relatedId, :actionUrl, :metadata, :originId, 'QUEUED', :createdAt)
                        """)
                        .bind("tenant", tenant)
                        .bind("id", notification.id())
                        .bind("userId", notification.userId())
                        .bind("kind", notification.kind())
                        .bind("title", notification.title())
                        .bind("message", notification.message())
                        .bind("priority", notification.priority().name())
                        .bind("mustAcknowledge", notification.mustAcknowledge())
                        .bind("relatedKind", notification.relatedKind())
                        .bind("relatedId", notification.relatedId())
                        .bind("actionUrl", notification.actionUrl())
                        .bind("metadata", notification.metadata())
                        .bind("originId", notification.originId())
                        .bind("createdAt", notification.createdAt())
                        .execute());
    }

    @Override
    public Optional<Notification> find(TenantId tenant, String userId, String id) {
        return database.find(
                SELECT + "WHERE n.tenant = :tenant AND n.id = :id AND n.user_id = :user",
                Map.of("tenant", tenant, "id", id, "user", userId),
                JdbiNotifications::notification);
    }

    @Override
    public List<Notification> escalationGroup(TenantId tenant, String id) {
        return database.list(
                SELECT + "WHERE n.tenant = :tenant AND (n.id = :id OR n.origin_id = :id) ORDER BY n.seq",
                Map.of("tenant", tenant, "id", id),
                JdbiNotifications::notification);
    }

    @Override
    public List<Notification> dueOnConnect(TenantId tenant, String userId, Instant recent, int most) {
        List<Notification> newestFirst = database.list(
                SELECT + """
                                WHERE n.tenant = :tenant AND n.user_id = :user AND n.state IN ('QUEUED', 'DELIVERED')
                                  AND (n.state = 'QUEUED' OR n.must_acknowledge OR n.delivered_at >= :recent)
                                  AND n.dismissed_at IS NULL
                                  AND NOT EXISTS (SELECT 1 FROM notification_holds h
                                                  WHERE h.tenant = n.tenant AND h.notification_id = n.id)
                                ORDER BY n.seq DESC LIMIT :most
                                """,
                Map.of("tenant", tenant, "user", userId, "recent", recent, "most", most),
                JdbiNotifications::notification);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    @Override
    public List<Notification> history(TenantId tenant, String userId, Optional<Long> before, int most) {
        return database.list(
                SELECT + """
                                WHERE n.tenant = :tenant AND n.user_id = :user AND n.seq < :before
                                ORDER BY n.seq DESC LIMIT :most
                                """,
                Map.of("tenant", tenant, "user", userId, "before", before.orElse(Long.MAX_VALUE), "most", most),
                JdbiNotifications::notification);
    }

    @Override
    public List<Notification> history(TenantId tenant, String userId, ReadFilter reading, int offset, int most) {
        return database.list(
                SELECT + "WHERE n.tenant = :tenant AND n.user_id = :user AND " + condition(reading)
                        + " ORDER BY n.seq DESC LIMIT :most OFFSET :offset",
                Map.of("tenant", tenant, "user", userId, "most", most, "offset", offset),
                JdbiNotifications::notification);
    }

    @Override
    public int count(TenantId tenant, String userId, ReadFilter reading) {
        return database.count(
                "SELECT COUNT(*) FROM notifications n WHERE n.tenant = :tenant" + " AND n.user_id = :user AND "
                        + condition(reading),
                Map.of("tenant", tenant, "user", userId));
    }

    private static String condition(ReadFilter reading) {
        return switch (reading) {
            case ALL -> "1 = 1";
            case READ -> "(n.state NOT IN ('QUEUED', 'DELIVERED') OR n.dismissed_at IS NOT NULL)";
            case UNREAD -> "n.state IN ('QUEUED', 'DELIVERED') AND n.dismissed_at IS NULL";
        };
    }

    @Override
    public int countUnread(TenantId tenant, String userId, int most) {
        return database.count("""
                        SELECT COUNT(*) FROM (
                            SELECT 1 FROM notifications
                            WHERE tenant = :tenant AND user_id = :user AND state IN ('QUEUED', 'DELIVERED')
                              AND dismissed_at IS NULL
                            LIMIT :most) AS unread
                        """, Map.of("tenant", tenant, "user", userId, "most", most));
    }

    @Override
    public Set<UserKey> usersWithUnread(Collection<UserKey> users) {
        // A fixed order, so that the two arrays match.
        List<UserKey> asked = List.copyOf(users);
        return Set.copyOf(database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT asked.tenant, asked.user_id FROM UNNEST(:tenants, :users) AS asked(tenant, user_id)
                        WHERE EXISTS (SELECT 1 FROM notifications n
                                      WHERE n.tenant = asked.tenant AND n.user_id = asked.user_id
                                        AND n.state IN ('QUEUED', 'DELIVERED') AND n.dismissed_at IS NULL)
                        """)
                        .bindArray(
                                "tenants",
                                String.class,
                                asked.stream()
                                        .map(user -> user.tenant().value())
                                        .toList())
                        .bindArray(
                                "users",
                                String.class,
                                asked.stream().map(UserKey::userId).toList())
                        .map((row, context) ->
                                new UserKey(new TenantId(row.getString("tenant")), row.getString("user_id")))
                        .list()));
    }

    @Override
    public void markDelivered(Collection<DeliveryReceipt> receipts) {
        if (receipts.isEmpty()) {
            return;
        }
        database.jdbi().useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    UPDATE notifications SET state = 'DELIVERED', delivered_at = :at
                    WHERE tenant = :tenant AND id = :id AND state = 'QUEUED'
                    """);
            // The same order everywhere, so that concurrent batches do not deadlock.
            receipts.stream()
                    .sorted((a, b) ->
                            (a.tenant().value() + a.id()).compareTo(b.tenant().value() + b.id()))
                    .forEach(receipt -> batch.bind("at", receipt.at())
                            .bind("tenant", receipt.tenant())
                            .bind("id", receipt.id())
                            .add());
            batch.execute();
        });
    }

    @Override
    public List<String> markSeen(TenantId tenant, Collection<String> ids, UserAction mark) {
        return database.jdbi()
                .inTransaction(handle -> new TreeSet<>(ids)
                        .stream().filter(id -> markSeen(tenant, id, mark)).toList());
    }

    private boolean markSeen(TenantId tenant, String id, UserAction mark) {
        return database.update("""
                        UPDATE notifications
                        SET state = 'SEEN', seen_at = :at, seen_by = :by, delivered_at = COALESCE(delivered_at, :at)
                        WHERE tenant = :tenant AND id = :id AND user_id = :by AND state IN ('QUEUED', 'DELIVERED')
                        """, Map.of("at", mark.at(), "by", mark.by(), "tenant", tenant, "id", id)) == 1;
    }

    @Override
    public List<Notification> markAcknowledged(TenantId tenant, String family, UserAction mark) {
        return database.jdbi().inTransaction(handle -> {
            // Locks the affected rows in a fixed order; the update then changes exactly these.
            List<String> moved =
                    database.list("""
                            SELECT id FROM notifications
                            WHERE tenant = :tenant AND (id = :family OR origin_id = :family) AND state <> 'ACKNOWLEDGED'
                            ORDER BY id FOR UPDATE
                            """, Map.of("tenant", tenant, "family", family), row -> row.getString("id"));
            if (moved.isEmpty()) {
                return List.of();
            }
            handle.createUpdate("""
                            UPDATE notifications
                            SET state = 'ACKNOWLEDGED', acknowledged_at = :at, acknowledged_by = :by,
                                delivered_at = CASE WHEN user_id = :by THEN COALESCE(delivered_at, :at)
                                    ELSE delivered_at END
                            WHERE tenant = :tenant AND id IN (<ids>)
                            """)
                    .bind("at", mark.at())
                    .bind("by", mark.by())
                    .bind("tenant", tenant)
                    .bindList("ids", moved)
                    .execute();
            return escalationGroup(tenant, family).stream()
                    .filter(notification -> moved.contains(notification.id()))
                    .toList();
        });
    }

    @Override
    public boolean markDismissed(TenantId tenant, String userId, String id, Instant at) {
        return database.update("""
                        UPDATE notifications SET dismissed_at = :at
                        WHERE tenant = :tenant AND id = :id AND user_id = :user AND dismissed_at IS NULL
                        """, Map.of("at", at, "tenant", tenant, "id", id, "user", userId)) == 1;
    }

    @Override
    public void startEscalation(TenantId tenant, String id, Escalation escalation) {
        writeEscalation(tenant, id, escalation, """
                INSERT INTO notification_chases (tenant, notification_id, rung, repeats, next_at)
                VALUES (:tenant, :id, :rung, :repeats, :nextAt)
                """);
    }

    @Override
    public Optional<Escalation> lockEscalation(TenantId tenant, String id) {
        return database.find(
                """
                        SELECT rung, repeats, next_at FROM notification_chases
                        WHERE tenant = :tenant AND notification_id = :id FOR UPDATE
                        """,
                Map.of("tenant", tenant, "id", id),
                row -> new Escalation(row.getInt("rung"), row.getInt("repeats"), UtcInstants.read(row, "next_at")));
    }

    @Override
    public void updateEscalation(TenantId tenant, String id, Escalation escalation) {
        writeEscalation(tenant, id, escalation, """
                UPDATE notification_chases SET rung = :rung, repeats = :repeats, next_at = :nextAt
                WHERE tenant = :tenant AND notification_id = :id
                """);
    }

    private void writeEscalation(TenantId tenant, String id, Escalation escalation, String sql) {
        database.update(
                sql,
                Map.of(
                        "tenant",
                        tenant,
                        "id",
                        id,
                        "rung",
                        escalation.stepNumber(),
                        "repeats",
                        escalation.repeats(),
                        "nextAt",
                        escalation.nextAt()));
    }

    @Override
    public void endEscalation(TenantId tenant, String id) {
        database.update(
                "DELETE FROM notification_chases WHERE tenant = :tenant AND notification_id = :id",
                Map.of("tenant", tenant, "id", id));
    }

    @Override
    public boolean appendEscalationLog(TenantId tenant, String id, EscalationLogEntry trace) {
        return database.update(
                        """
                        INSERT INTO notification_trace (tenant, notification_id, step, reached, at)
                        VALUES (:tenant, :id, :step, :reached, :at) ON CONFLICT DO NOTHING
                        """,
                        Map.of(
                                "tenant",
                                tenant,
                                "id",
                                id,
                                "step",
                                trace.step(),
                                "reached",
                                trace.reached(),
                                "at",
                                trace.at()))
                == 1;
    }

    @Override
    public void replaceEscalationLog(TenantId tenant, String id, EscalationLogEntry entry) {
        database.update(
                """
                        UPDATE notification_trace SET reached = :reached, at = :at
                        WHERE tenant = :tenant AND notification_id = :id AND step = :step
                        """,
                Map.of("tenant", tenant, "id", id, "step", entry.step(), "reached", entry.reached(), "at", entry.at()));
    }

    @Override
    public List<EscalationLogEntry> escalationLog(TenantId tenant, String id) {
        return database.list(
                """
                        SELECT step, reached, at FROM notification_trace
                        WHERE tenant = :tenant AND notification_id = :id ORDER BY at, step
                        """,
                Map.of("tenant", tenant, "id", id),
                row -> new EscalationLogEntry(
                        row.getString("step"), row.getInt("reached"), UtcInstants.read(row, "at")));
    }

    @Override
    public Deletion deleteCreatedBefore(Instant createdBefore, int most) {
        return database.jdbi().inTransaction(handle -> {
            List<ExpiredRow> rows = database.list(
                    "SELECT n.seq, n.tenant, n.user_id, CASE WHEN " + condition(ReadFilter.UNREAD)
                            + " THEN 1 ELSE 0 END AS unread"
                            + " FROM notifications n WHERE n.created_at < :before ORDER BY n.seq LIMIT :most",
                    Map.of("before", createdBefore, "most", most),
                    ExpiredRow::of);
            if (!rows.isEmpty()) {
                handle.createUpdate("DELETE FROM notifications WHERE seq IN (<rows>)")
                        .bindList(
                                "rows", rows.stream().map(ExpiredRow::sequence).toList())
                        .execute();
            }
            return new Deletion(
                    rows.size(),
                    rows.stream()
                            .filter(ExpiredRow::isUnread)
                            .map(ExpiredRow::user)
                            .collect(Collectors.toUnmodifiableSet()));
        });
    }

    private record ExpiredRow(long sequence, UserKey user, boolean isUnread) {

        static ExpiredRow of(ResultSet row) throws SQLException {
            return new ExpiredRow(
                    row.getLong("seq"),
                    new UserKey(new TenantId(row.getString("tenant")), row.getString("user_id")),
                    row.getInt("unread") == 1);
        }
    }

    private static Notification notification(ResultSet row) throws SQLException {
        return new Notification(
                new NotificationSnapshot(
                        row.getString("id"),
                        row.getString("user_id"),
                        row.getString("kind"),
                        row.getString("title"),
                        row.getString("message"),
                        NotificationPriority.valueOf(row.getString("priority")),
                        row.getBoolean("must_acknowledge"),
                        Optional.ofNullable(row.getString("related_kind")),
                        Optional.ofNullable(row.getString("related_id")),
                        Optional.ofNullable(row.getString("action_url")),
                        Optional.ofNullable(row.getString("origin_id")),
                        Optional.ofNullable(row.getString("metadata")),
                        UtcInstants.read(row, "created_at")),
                row.getLong("seq"),
                NotificationState.valueOf(row.getString("state")),
                UtcInstants.readOptional(row, "delivered_at"),
                mark(row, "seen"),
                mark(row, "acknowledged"),
                UtcInstants.readOptional(row, "dismissed_at"));
    }

    private static Optional<UserAction> mark(ResultSet row, String what) throws SQLException {
        Optional<String> by = Optional.ofNullable(row.getString(what + "_by"));
        return UtcInstants.readOptional(row, what + "_at").flatMap(at -> by.map(user -> new UserAction(at, user)));
    }
}
