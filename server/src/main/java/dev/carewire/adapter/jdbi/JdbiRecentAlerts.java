package dev.carewire.adapter.jdbi;

import dev.carewire.event.VitalAlert;
import dev.carewire.identity.TenantId;
import dev.carewire.vitals.RecentAlerts;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Stores recent vital alerts in the table {@code vital_alarms}. Any thread; blocks. */
public final class JdbiRecentAlerts implements RecentAlerts {

    private static final ExpiredRows EXPIRED = new ExpiredRows(
            "vital_alarms", "tenant, patient_id, data_type, component, range_end", "raised_at <= :before");

    private final Database database;

    /** Alerts recorded in {@code database}. */
    public JdbiRecentAlerts(Database database) {
        this.database = database;
    }

    /**
     * Updates an expired row or inserts the first one. A concurrent call waits for the row and then finds it recent.
     */
    @Override
    public boolean recordUnlessRecent(TenantId tenant, VitalAlert alert, Instant now, Instant since) {
        return database.jdbi().inTransaction(handle -> {
            int moved = bind(handle, """
                    UPDATE vital_alarms SET raised_at = :now
                    WHERE tenant = :tenant AND patient_id = :patient AND data_type = :dataType
                        AND component = :component AND range_end = :end AND raised_at <= :since
                    """, tenant, alert)
                    .bind("now", now)
                    .bind("since", since)
                    .execute();
            return moved > 0
                    || bind(handle, """
                    INSERT INTO vital_alarms (tenant, patient_id, data_type, component, range_end, raised_at)
                    VALUES (:tenant, :patient, :dataType, :component, :end, :now)
                    ON CONFLICT DO NOTHING
                    """, tenant, alert).bind("now", now).execute() > 0;
        });
    }

    private static Update bind(Handle handle, String sql, TenantId tenant, VitalAlert alert) {
        return handle.createUpdate(sql)
                .bind("tenant", tenant)
                .bind("patient", alert.patientId())
                .bind("dataType", alert.dataType())
                .bind("component", alert.component().name())
                .bind("end", alert.end().name());
    }

    @Override
    public void delete(TenantId tenant, String patientId, String dataType) {
        database.update("""
                        DELETE FROM vital_alarms
                        WHERE tenant = :tenant AND patient_id = :patient AND data_type = :dataType
                        """, Map.of("tenant", tenant, "patient", patientId, "dataType", dataType));
    }

    @Override
    public int removeRaisedUpTo(Instant limit, int most) {
        return EXPIRED.delete(database, limit, most);
    }
}
