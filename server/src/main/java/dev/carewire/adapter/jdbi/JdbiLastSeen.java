package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import dev.carewire.presence.LastSeenRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Stores in the table {@code last_seen} when users were last present. Any thread; blocks. */
public final class JdbiLastSeen implements LastSeenRepository {

    /** All batches lock rows in this order, so that concurrent batches do not deadlock. */
    private static final Comparator<Departure> LOCK_ORDER = Comparator.comparing(
                    (Departure departure) -> departure.tenant().value())
            .thenComparing(Departure::userId);

    private static final ExpiredRows EXPIRED = new ExpiredRows("last_seen", "tenant, user_id", "seen_at < :before");

    private final Database database;

    /** Uses the table in {@code database}. */
    public JdbiLastSeen(Database database) {
        this.database = database;
    }

    @Override
    public void put(Collection<Departure> departures) {
        if (departures.isEmpty()) {
            return;
        }
        List<Departure> ordered = departures.stream().sorted(LOCK_ORDER).toList();
        database.jdbi().useTransaction(handle -> {
            // Inserts first: the update then also sees rows that concurrent transactions have inserted.
            write(handle, """
                    INSERT INTO last_seen (tenant, user_id, user_name, seen_at)
                    VALUES (:tenant, :user, :name, :at)
                    ON CONFLICT DO NOTHING
                    """, ordered);
            write(handle, """
                    UPDATE last_seen SET user_name = :name, seen_at = :at
                    WHERE tenant = :tenant AND user_id = :user AND seen_at < :at
                    """, ordered);
        });
    }

    private static void write(Handle handle, String sql, List<Departure> departures) {
        PreparedBatch batch = handle.prepareBatch(sql);
        departures.forEach(departure -> batch.bind("tenant", departure.tenant())
                .bind("user", departure.userId())
                .bind("name", departure.userName())
                .bind("at", departure.at())
                .add());
        batch.execute();
    }

    @Override
    public List<Departure> latest(TenantId tenant, int most) {
        return database.list(
                """
                        SELECT user_id, user_name, seen_at FROM last_seen
                        WHERE tenant = :tenant ORDER BY seen_at DESC, user_id LIMIT :most
                        """,
                Map.of("tenant", tenant, "most", most),
                row -> new Departure(
                        tenant,
                        row.getString("user_id"),
                        row.getString("user_name"),
                        UtcInstants.read(row, "seen_at")));
    }

    @Override
    public int removeBefore(Instant limit, int most) {
        return EXPIRED.delete(database, limit, most);
    }
}
