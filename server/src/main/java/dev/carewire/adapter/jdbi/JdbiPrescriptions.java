package dev.carewire.adapter.jdbi;

import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.prescription.PrescriptionQuery;
import dev.carewire.prescription.PrescriptionRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The table {@code prescriptions}, read together with its people. Any thread; blocks. */
public final class JdbiPrescriptions implements PrescriptionRepository {

    private static final String SELECT =
            "SELECT r.*, " + SnapshotRows.PATIENT_COLUMNS + ", " + SnapshotRows.DOCTOR_COLUMNS + """
             FROM prescriptions r
             JOIN patients p ON p.tenant = r.tenant AND p.id = r.patient_id
             JOIN users d ON d.tenant = r.tenant AND d.id = r.doctor_id
            """;

    private static final int MAX_PER_VISIT = 50;

    private final Database database;

    /** Rows in {@code database}. */
    public JdbiPrescriptions(Database database) {
        this.database = database;
    }

    @Override
    public Optional<PrescriptionSnapshot> find(TenantId tenant, String id) {
        WhereClause wanted = new WhereClause("r", tenant).compare("r.id", "=", id);
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(SELECT + wanted.sql()))
                        .map((row, context) -> prescription(row))
                        .findOne());
    }

    @Override
    public Optional<PrescriptionSnapshot> lock(TenantId tenant, String id) {
        RowLocks.lock(database, "prescriptions", tenant, id);
        return find(tenant, id);
    }

    @Override
    public List<PrescriptionSnapshot> list(TenantId tenant, PrescriptionQuery query, int most) {
        WhereClause wanted = new WhereClause("r", tenant)
                .equal("r.patient_id", query.patientId())
                .equal("r.doctor_id", query.doctorId())
                .equal("r.visit_id", query.visitId())
                .in("r.status", query.statuses());
        query.before().ifPresent(place -> wanted.before("r.created_at", place.at(), "r.id", place.id()));
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(
                                SELECT + wanted.sql() + " ORDER BY r.created_at DESC, r.id DESC LIMIT :most"))
                        .bind("most", most)
                        .map((row, context) -> prescription(row))
                        .list());
    }

    /**
     * Those that were written in visits, by visit and oldest first; of one with more than {@value #MAX_PER_VISIT} the newest.
     * Visits without any are not in the map.
     */
    static Map<String, List<PrescriptionSnapshot>> byVisit(Handle handle, TenantId tenant, List<String> visitIds) {
        if (visitIds.isEmpty()) {
            return Map.of();
        }
        return handle
                .createQuery(SELECT + """
                         JOIN (SELECT id, ROW_NUMBER() OVER (PARTITION BY visit_id ORDER BY created_at DESC, id DESC) AS place
                               FROM prescriptions
                               WHERE tenant = :tenant AND visit_id IN (<visits>)) newest ON newest.id = r.id
                        WHERE r.tenant = :tenant AND :most >= newest.place
                        ORDER BY r.created_at, r.id
                        """)
                .bind("tenant", tenant)
                .bind("most", MAX_PER_VISIT)
                .bindList("visits", visitIds)
                .map((row, context) -> prescription(row))
                .stream()
                .collect(Collectors.groupingBy(
                        prescription -> prescription.visitId().orElseThrow()));
    }

    @Override
    public void insert(TenantId tenant, PrescriptionSnapshot prescription) {
        write("""
                INSERT INTO prescriptions (tenant, id, patient_id, doctor_id, visit_id, medication, instructions, status, sent_at,
                    created_at, updated_at)
                VALUES (:tenant, :id, :patientId, :doctorId, :visitId, :medication, :instructions, :status, :sentAt,
                    :createdAt, :updatedAt)
                """, tenant, prescription);
    }

    @Override
    public void update(TenantId tenant, PrescriptionSnapshot prescription) {
        write("""
                UPDATE prescriptions
                SET patient_id = :patientId, doctor_id = :doctorId, visit_id = :visitId, medication = :medication,
                    instructions = :instructions, status = :status, sent_at = :sentAt, created_at = :createdAt,
                    updated_at = :updatedAt
                WHERE tenant = :tenant AND id = :id
                """, tenant, prescription);
    }

    private void write(String sql, TenantId tenant, PrescriptionSnapshot prescription) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(sql)
                        .bind("tenant", tenant)
                        .bind("id", prescription.id())
                        .bind("patientId", prescription.patient().id())
                        .bind("doctorId", prescription.doctor().id())
                        .bind("visitId", prescription.visitId())
                        .bind("medication", prescription.medication())
                        .bind("instructions", prescription.instructions())
                        .bind("status", prescription.status().name())
                        .bind("sentAt", prescription.sentAt())
                        .bind("createdAt", prescription.createdAt())
                        .bind("updatedAt", prescription.updatedAt())
                        .execute());
    }

    private static PrescriptionSnapshot prescription(ResultSet row) throws SQLException {
        return new PrescriptionSnapshot(
                row.getString("id"),
                SnapshotRows.patient(row),
                SnapshotRows.doctor(row),
                SnapshotRows.text(row, "visit_id"),
                row.getString("medication"),
                SnapshotRows.text(row, "instructions"),
                PrescriptionStatus.valueOf(row.getString("status")),
                UtcInstants.readOptional(row, "sent_at"),
                UtcInstants.read(row, "created_at"),
                UtcInstants.read(row, "updated_at"));
    }
}
