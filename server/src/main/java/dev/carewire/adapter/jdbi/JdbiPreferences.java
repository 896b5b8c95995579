package dev.carewire.adapter.jdbi;

import dev.carewire.event.NotificationPreference;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.QuietHours;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.PreferenceRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Stores notification preferences in the table {@code notification_preferences}. Any thread; blocks. */
public final class JdbiPreferences implements PreferenceRepository {

    private final Database database;
    private final StripedLocks locks;

    /** Preferences in {@code database}. */
    public JdbiPreferences(Database database) {
        this.database = database;
        this.locks = StripedLocks.ofPeople(database);
    }

    @Override
    public List<NotificationPreference> list(TenantId tenant, String userId) {
        return database.list("""
                        SELECT * FROM notification_preferences
                        WHERE tenant = :tenant AND user_id = :user ORDER BY kind
                        """, Map.of("tenant", tenant, "user", userId), JdbiPreferences::preference);
    }

    @Override
    public void lock(TenantId tenant, String userId) {
        locks.lock(tenant, userId);
    }

    @Override
    public Optional<NotificationPreference> findEffective(TenantId tenant, String userId, String kind) {
        return database.find(
                """
                        SELECT * FROM notification_preferences
                        WHERE tenant = :tenant AND user_id = :user AND kind IN (:kind, :any)
                        ORDER BY CASE WHEN kind = :any THEN 1 ELSE 0 END LIMIT 1
                        """,
                Map.of("tenant", tenant, "user", userId, "kind", kind, "any", NotificationPreference.ANY),
                JdbiPreferences::preference);
    }

    @Override
    public void put(TenantId tenant, String userId, NotificationPreference preference) {
        String update = """
                UPDATE notification_preferences
                SET enabled = :enabled, least_priority = :least, quiet_start = :start, quiet_end = :end, quiet_zone = :zone
                WHERE tenant = :tenant AND user_id = :user AND kind = :kind
                """;
        String insert = """
                INSERT INTO notification_preferences (tenant, user_id, kind, enabled, least_priority,
                    quiet_start, quiet_end, quiet_zone)
                VALUES (:tenant, :user, :kind, :enabled, :least, :start, :end, :zone) ON CONFLICT DO NOTHING
                """;
        database.jdbi().useTransaction(handle -> {
            // Another transaction may insert the row between the two statements.
            if (write(handle, update, tenant, userId, preference) == 0
                    && write(handle, insert, tenant, userId, preference) == 0) {
                write(handle, update, tenant, userId, preference);
            }
        });
    }

    private static int write(
            Handle handle, String sql, TenantId tenant, String userId, NotificationPreference preference) {
        Optional<QuietHours> quiet = preference.quietHours();
        return handle.createUpdate(sql)
                .bind("tenant", tenant)
                .bind("user", userId)
                .bind("kind", preference.kind())
                .bind("enabled", preference.enabled())
                .bind("least", preference.least().name())
                .bind("start", quiet.map(QuietHours::start))
                .bind("end", quiet.map(QuietHours::end))
                .bind("zone", quiet.map(hours -> hours.zone().getId()))
                .execute();
    }

    @Override
    public void remove(TenantId tenant, String userId, String kind) {
        database.update("""
                        DELETE FROM notification_preferences
                        WHERE tenant = :tenant AND user_id = :user AND kind = :kind
                        """, Map.of("tenant", tenant, "user", userId, "kind", kind));
    }

    private static NotificationPreference preference(ResultSet row) throws SQLException {
        return new NotificationPreference(
                row.getString("kind"),
                row.getBoolean("enabled"),
                NotificationPriority.valueOf(row.getString("least_priority")),
                quietHours(row));
    }

    private static Optional<QuietHours> quietHours(ResultSet row) throws SQLException {
        Optional<LocalTime> start = Optional.ofNullable(row.getObject("quiet_start", LocalTime.class));
        LocalTime end = row.getObject("quiet_end", LocalTime.class);
        String zone = row.getString("quiet_zone");
        return start.map(from -> new QuietHours(from, end, ZoneId.of(zone)));
    }
}
