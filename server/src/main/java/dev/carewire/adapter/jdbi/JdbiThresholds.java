package dev.carewire.adapter.jdbi;

import dev.carewire.event.VitalRange;
import dev.carewire.event.VitalThresholds;
import dev.carewire.identity.TenantId;
import dev.carewire.vitals.ThresholdRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Stores thresholds of vital signs in the table {@code vital_thresholds}. Any thread; blocks. */
public final class JdbiThresholds implements ThresholdRepository {

    private static final String SELECT =
            "SELECT * FROM vital_thresholds WHERE tenant = :tenant AND patient_id = :patient";

    private final Database database;
    private final StripedLocks locks;

    /** Thresholds in {@code database}. */
    public JdbiThresholds(Database database) {
        this.database = database;
        this.locks = StripedLocks.ofPeople(database);
    }

    @Override
    public Optional<VitalThresholds> find(TenantId tenant, String patientId, String dataType) {
        return database.find(
                SELECT + " AND data_type = :dataType",
                Map.of("tenant", tenant, "patient", patientId, "dataType", dataType),
                JdbiThresholds::thresholds);
    }

    @Override
    public void lock(TenantId tenant, String patientId) {
        locks.lock(tenant, patientId);
    }

    @Override
    public SortedMap<String, VitalThresholds> list(TenantId tenant, String patientId) {
        SortedMap<String, VitalThresholds> all = new TreeMap<>();
        database.list(
                        SELECT,
                        Map.of("tenant", tenant, "patient", patientId),
                        row -> Map.entry(row.getString("data_type"), thresholds(row)))
                .forEach(row -> all.put(row.getKey(), row.getValue()));
        return all;
    }

    @Override
    public void put(TenantId tenant, String patientId, String dataType, VitalThresholds thresholds) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO vital_thresholds (tenant, patient_id, data_type, has_diastolic)
                            VALUES (:tenant, :patient, :dataType, FALSE)
                            ON CONFLICT DO NOTHING
                            """)
                    .bind("tenant", tenant)
                    .bind("patient", patientId)
                    .bind("dataType", dataType)
                    .execute();
            update(handle, tenant, patientId, dataType, thresholds);
        });
    }

    private static void update(
            Handle handle, TenantId tenant, String patientId, String dataType, VitalThresholds thresholds) {
        handle.createUpdate("""
                        UPDATE vital_thresholds
                        SET least = :least, most = :most, has_diastolic = :hasDiastolic,
                            diastolic_least = :diastolicLeast, diastolic_most = :diastolicMost, unit = :unit
                        WHERE tenant = :tenant AND patient_id = :patient AND data_type = :dataType
                        """)
                .bind("least", thresholds.amount().min())
                .bind("most", thresholds.amount().max())
                .bind("hasDiastolic", thresholds.diastolic().isPresent())
                .bind("diastolicLeast", thresholds.diastolic().flatMap(VitalRange::min))
                .bind("diastolicMost", thresholds.diastolic().flatMap(VitalRange::max))
                .bind("unit", thresholds.unit())
                .bind("tenant", tenant)
                .bind("patient", patientId)
                .bind("dataType", dataType)
                .execute();
    }

    private static VitalThresholds thresholds(ResultSet row) throws SQLException {
        return new VitalThresholds(
                range(row, "least", "most"),
                row.getBoolean("has_diastolic")
                        ? Optional.of(range(row, "diastolic_least", "diastolic_most"))
                        : Optional.empty(),
                SnapshotRows.text(row, "unit"));
    }

    private static VitalRange range(ResultSet row, String least, String most) throws SQLException {
        return new VitalRange(
                Optional.ofNullable(row.getObject(least, Double.class)),
                Optional.ofNullable(row.getObject(most, Double.class)));
    }
}
