package dev.carewire.adapter.jdbi;

import dev.carewire.emission.EmissionKeys;
import dev.carewire.identity.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The keys of emitted events as a table. Any thread; blocks. */
public final class JdbiEmissionKeys implements EmissionKeys {

    private static final String SEPARATOR = ",";

    private final Database database;

    /** Keys in {@code database}. */
    public JdbiEmissionKeys(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Use> claim(TenantId tenant, String userId, String key, Use use) {
        return database.jdbi().inTransaction(handle -> {
            // Whoever forgets old keys may come between the two statements; then the key is free.
            while (!insert(handle, tenant, userId, key, use)) {
                Optional<Use> earlier = find(handle, tenant, userId, key);
                if (earlier.isPresent()) {
                    return earlier;
                }
            }
            return Optional.empty();
        });
    }

    private static boolean insert(Handle handle, TenantId tenant, String userId, String key, Use use) {
        return handle.createUpdate("""
                        INSERT INTO emission_keys (tenant, user_id, idempotency_key, request_hash, event_ids, used_at)
                        VALUES (:tenant, :user, :key, :hash, :events, :at) ON CONFLICT DO NOTHING
                        """)
                        .bind("tenant", tenant.value())
                        .bind("user", userId)
                        .bind("key", key)
                        .bind("hash", use.hash())
                        .bind("events", String.join(SEPARATOR, use.ids()))
                        .bind("at", use.at())
                        .execute()
                == 1;
    }

    private static Optional<Use> find(Handle handle, TenantId tenant, String userId, String key) {
        return handle.createQuery("""
                        SELECT request_hash, event_ids, used_at FROM emission_keys
                        WHERE tenant = :tenant AND user_id = :user AND idempotency_key = :key
                        """)
                .bind("tenant", tenant.value())
                .bind("user", userId)
                .bind("key", key)
                .map((row, context) -> use(row))
                .findOne();
    }

    private static Use use(ResultSet row) throws SQLException {
        return new Use(
                row.getString("request_hash"),
                List.of(row.getString("event_ids").split(SEPARATOR, -1)),
                UtcInstants.read(row, "used_at"));
    }

    @Override
    public int forgetBefore(Instant moment) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate("DELETE FROM emission_keys WHERE used_at < :moment")
                        .bind("moment", moment)
                        .execute());
    }
}
