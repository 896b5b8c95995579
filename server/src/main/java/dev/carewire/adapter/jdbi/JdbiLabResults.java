package dev.carewire.adapter.jdbi;

import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.LabStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.lab.LabQuery;
import dev.carewire.lab.LabRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table {@code lab_results}, read together with its people. Any thread; blocks. */
public final class JdbiLabResults implements LabRepository {

    private static final String SELECT =
            "SELECT l.*, " + SnapshotRows.PATIENT_COLUMNS + ", " + SnapshotRows.DOCTOR_COLUMNS + """
             FROM lab_results l
             JOIN patients p ON p.tenant = l.tenant AND p.id = l.patient_id
             JOIN users d ON d.tenant = l.tenant AND d.id = l.doctor_id
            """;

    private final Database database;

    /** Rows in {@code database}. */
    public JdbiLabResults(Database database) {
        this.database = database;
    }

    @Override
    public Optional<LabResultSnapshot> find(TenantId tenant, String id) {
        WhereClause wanted = new WhereClause("l", tenant).compare("l.id", "=", id);
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(SELECT + wanted.sql()))
                        .map((row, context) -> labResult(row))
                        .findOne());
    }

    @Override
    public Optional<LabResultSnapshot> lock(TenantId tenant, String id) {
        RowLocks.lock(database, "lab_results", tenant, id);
        return find(tenant, id);
    }

    @Override
    public List<LabResultSnapshot> list(TenantId tenant, LabQuery query, int most) {
        WhereClause wanted = new WhereClause("l", tenant)
                .equal("l.patient_id", query.patientId())
                .equal("l.doctor_id", query.doctorId())
                .equal("l.visit_id", query.visitId())
                .in("l.status", query.statuses());
        query.before().ifPresent(place -> wanted.before("l.created_at", place.at(), "l.id", place.id()));
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(
                                SELECT + wanted.sql() + " ORDER BY l.created_at DESC, l.id DESC LIMIT :most"))
                        .bind("most", most)
                        .map((row, context) -> labResult(row))
                        .list());
    }

    @Override
    public void insert(TenantId tenant, LabResultSnapshot labResult) {
        write("""
                INSERT INTO lab_results (tenant, id, patient_id, doctor_id, visit_id, order_type, status, flag, result, resulted_at,
                    reviewed_by, reviewed_at, created_at, updated_at)
                VALUES (:tenant, :id, :patientId, :doctorId, :visitId, :orderType, :status, :flag, :result,
                    :resultedAt, :reviewedBy, :reviewedAt, :createdAt, :updatedAt)
                """, tenant, labResult);
    }

    @Override
    public void update(TenantId tenant, LabResultSnapshot labResult) {
        write("""
                UPDATE lab_results
                SET patient_id = :patientId, doctor_id = :doctorId, visit_id = :visitId, order_type = :orderType,
                    status = :status, flag = :flag, result = :result, resulted_at = :resultedAt, reviewed_by =
                    :reviewedBy, reviewed_at = :reviewedAt, created_at = :createdAt, updated_at = :updatedAt
                WHERE tenant = :tenant AND id = :id
                """, tenant, labResult);
    }

    private void write(String sql, TenantId tenant, LabResultSnapshot labResult) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(sql)
                        .bind("tenant", tenant)
                        .bind("id", labResult.id())
                        .bind("patientId", labResult.patient().id())
                        .bind("doctorId", labResult.doctor().id())
                        .bind("visitId", labResult.visitId())
                        .bind("orderType", labResult.orderType())
                        .bind("status", labResult.status().name())
                        .bind("flag", labResult.flag().map(LabFlag::name))
                        .bind("result", labResult.result())
                        .bind("resultedAt", labResult.resultedAt())
                        .bind("reviewedBy", labResult.reviewedBy())
                        .bind("reviewedAt", labResult.reviewedAt())
                        .bind("createdAt", labResult.createdAt())
                        .bind("updatedAt", labResult.updatedAt())
                        .execute());
    }

    private static LabResultSnapshot labResult(ResultSet row) throws SQLException {
        return new LabResultSnapshot(
                row.getString("id"),
                SnapshotRows.patient(row),
                SnapshotRows.doctor(row),
                SnapshotRows.text(row, "visit_id"),
                row.getString("order_type"),
                LabStatus.valueOf(row.getString("status")),
                SnapshotRows.text(row, "flag").map(LabFlag::valueOf),
                SnapshotRows.text(row, "result"),
                UtcInstants.readOptional(row, "resulted_at"),
                SnapshotRows.text(row, "reviewed_by"),
                UtcInstants.readOptional(row, "reviewed_at"),
                UtcInstants.read(row, "created_at"),
                UtcInstants.read(row, "updated_at"));
    }
}
