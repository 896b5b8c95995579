package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import dev.carewire.log.DeliveredPositions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Delivered positions in the table {@code log_deliveries}. Any thread; blocks. */
public final class JdbiDeliveredPositions implements DeliveredPositions {

    private final Database database;
    private final String node;

    /**
     * The positions of a node.
     *
     * @param node its name, the same after a restart; 1 to 128 characters
     */
    public JdbiDeliveredPositions(Database database, String node) {
        this.database = database;
        this.node = node;
    }

    @Override
    public void record(Map<TenantId, Long> delivered) {
        if (delivered.isEmpty()) {
            return;
        }
        database.jdbi().useTransaction(handle -> {
            List<Map.Entry<TenantId, Long>> all = new ArrayList<>(delivered.entrySet());
            int[] updated = execute(
                    handle, "UPDATE log_deliveries SET seq = :seq WHERE node = :node AND tenant = :tenant", all);
            List<Map.Entry<TenantId, Long>> missing = new ArrayList<>();
            for (int i = 0; i < updated.length; i++) {
                if (updated[i] == 0) {
                    missing.add(all.get(i));
                }
            }
            if (!missing.isEmpty()) {
                execute(
                        handle,
                        "INSERT INTO log_deliveries (node, tenant, seq) VALUES (:node, :tenant, :seq)",
                        missing);
            }
        });
    }

    private int[] execute(Handle handle, String sql, List<Map.Entry<TenantId, Long>> positions) {
        PreparedBatch batch = handle.prepareBatch(sql);
        positions.forEach(position -> batch.bind("node", node)
                .bind("tenant", position.getKey())
                .bind("seq", position.getValue())
                .add());
        return batch.execute();
    }

    @Override
    public Map<TenantId, Long> behind() {
        Map<TenantId, Long> behind = new HashMap<>();
        database.list(
                        """
                        SELECT h.tenant, COALESCE(d.seq, 0) AS seq
                        FROM log_heads h LEFT JOIN log_deliveries d ON d.tenant = h.tenant AND d.node = :node
                        WHERE h.seq > COALESCE(d.seq, 0)
                        """,
                        Map.of("node", node),
                        row -> Map.entry(new TenantId(row.getString("tenant")), row.getLong("seq")))
                .forEach(position -> behind.put(position.getKey(), position.getValue()));
        return behind;
    }
}
