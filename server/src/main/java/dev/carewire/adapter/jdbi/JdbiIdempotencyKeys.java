package dev.carewire.adapter.jdbi;

import dev.carewire.emission.IdempotencyKeys;
import dev.carewire.identity.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Stores the idempotency keys of emitted events in the table {@code emission_keys}. Any thread; blocks. */
public final class JdbiIdempotencyKeys implements IdempotencyKeys {

    private static final String SEPARATOR = ",";

    private final Database database;

    /** Keys in {@code database}. */
    public JdbiIdempotencyKeys(Database database) {
        this.database = database;
    }

    @Override
    public Optional<CompletedRequest> claim(TenantId tenant, String userId, String key, CompletedRequest use) {
        return database.jdbi().inTransaction(handle -> {
            // A concurrent deletion of old keys may free the key between the two statements.
            while (!insert(handle, tenant, userId, key, use)) {
                Optional<CompletedRequest> earlier = find(tenant, userId, key);
                if (earlier.isPresent()) {
                    return earlier;
                }
            }
            return Optional.empty();
        });
    }

    private static boolean insert(Handle handle, TenantId tenant, String userId, String key, CompletedRequest use) {
        return handle.createUpdate("""
                        INSERT INTO emission_keys (tenant, user_id, idempotency_key, request_hash, event_ids, used_at)
                        VALUES (:tenant, :user, :key, :hash, :events, :at) ON CONFLICT DO NOTHING
                        """)
                        .bind("tenant", tenant)
                        .bind("user", userId)
                        .bind("key", key)
                        .bind("hash", use.hash())
                        .bind("events", String.join(SEPARATOR, use.ids()))
                        .bind("at", use.at())
                        .execute()
                == 1;
    }

    private Optional<CompletedRequest> find(TenantId tenant, String userId, String key) {
        return database.find("""
                        SELECT request_hash, event_ids, used_at FROM emission_keys
                        WHERE tenant = :tenant AND user_id = :user AND idempotency_key = :key
                        """, Map.of("tenant", tenant, "user", userId, "key", key), JdbiIdempotencyKeys::use);
    }

    private static CompletedRequest use(ResultSet row) throws SQLException {
        return new CompletedRequest(
                row.getString("request_hash"),
                List.of(row.getString("event_ids").split(SEPARATOR, -1)),
                UtcInstants.read(row, "used_at"));
    }

    @Override
    public int deleteBefore(Instant moment) {
        return database.update("DELETE FROM emission_keys WHERE used_at < :moment", Map.of("moment", moment));
    }
}
