package dev.carewire.adapter.jdbi;

import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.visit.VisitQuery;
import dev.carewire.visit.VisitRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code visits}, read together with its people. Any thread; blocks. */
public final class JdbiVisits implements VisitRepository {

    private static final String SELECT =
            "SELECT v.*, " + SnapshotRows.PATIENT_COLUMNS + ", " + SnapshotRows.DOCTOR_COLUMNS + """
             FROM visits v
             JOIN patients p ON p.tenant = v.tenant AND p.id = v.patient_id
             JOIN users d ON d.tenant = v.tenant AND d.id = v.doctor_id
            """;

    private final Database database;

    /** Visits in {@code database}. */
    public JdbiVisits(Database database) {
        this.database = database;
    }

    @Override
    public Optional<VisitSnapshot> find(TenantId tenant, String id) {
        WhereClause wanted = new WhereClause("v", tenant).compare("v.id", "=", id);
        return database.jdbi()
                .withHandle(handle -> withPrescriptions(
                                handle,
                                tenant,
                                wanted.bindTo(handle.createQuery(SELECT + wanted.sql()))
                                        .map((row, context) -> visit(row))
                                        .list())
                        .stream()
                        .findFirst());
    }

    @Override
    public List<VisitSnapshot> list(TenantId tenant, VisitQuery query) {
        WhereClause wanted = new WhereClause("v", tenant)
                .equal("v.patient_id", query.patientId())
                .equal("v.doctor_id", query.doctorId())
                .in("v.status", query.statuses());
        return database.jdbi()
                .withHandle(handle -> withPrescriptions(
                        handle,
                        tenant,
                        wanted.bindTo(handle.createQuery(
                                        SELECT + wanted.sql() + " ORDER BY v.opened_at DESC, v.code DESC LIMIT :limit"))
                                .bind("limit", query.limit())
                                .map((row, context) -> visit(row))
                                .list()));
    }

    private static List<VisitSnapshot> withPrescriptions(Handle handle, TenantId tenant, List<VisitSnapshot> visits) {
        Map<String, List<PrescriptionSnapshot>> written = JdbiPrescriptions.byVisit(
                handle, tenant, visits.stream().map(VisitSnapshot::id).toList());
        return visits.stream()
                .map(visit ->
                        written.containsKey(visit.id()) ? visit.withPrescriptions(written.get(visit.id())) : visit)
                .toList();
    }

    @Override
    public String nextCode(TenantId tenant) {
        return database.jdbi().withHandle(handle -> String.format("V-%04d", Counters.next(handle, tenant, "visit")));
    }

    @Override
    public void insert(TenantId tenant, VisitSnapshot visit) {
        write("""
                INSERT INTO visits (tenant, id, code, patient_id, doctor_id, status, appointment_id, queue_entry_id,
                    chief_complaint, notes, opened_at, closed_at, created_at, updated_at)
                VALUES (:tenant, :id, :code, :patientId, :doctorId, :status, :appointmentId, :queueEntryId,
                    :chiefComplaint, :notes, :openedAt, :closedAt, :createdAt, :updatedAt)
                """, tenant, visit);
    }

    @Override
    public void update(TenantId tenant, VisitSnapshot visit) {
        write("""
                UPDATE visits
                SET code = :code, patient_id = :patientId, doctor_id = :doctorId, status = :status,
                    appointment_id = :appointmentId, queue_entry_id = :queueEntryId, chief_complaint = :chiefComplaint,
                    notes = :notes, opened_at = :openedAt, closed_at = :closedAt, created_at = :createdAt,
                    updated_at = :updatedAt
                WHERE tenant = :tenant AND id = :id
                """, tenant, visit);
    }

    private void write(String sql, TenantId tenant, VisitSnapshot visit) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(sql)
                        .bind("tenant", tenant)
                        .bind("id", visit.id())
                        .bind("code", visit.code())
                        .bind("patientId", visit.patient().id())
                        .bind("doctorId", visit.doctor().id())
                        .bind("status", visit.status().name())
                        .bind("appointmentId", visit.appointmentId())
                        .bind("queueEntryId", visit.queueEntryId())
                        .bind("chiefComplaint", visit.chiefComplaint())
                        .bind("notes", visit.notes())
                        .bind("openedAt", visit.openedAt())
                        .bind("closedAt", visit.closedAt())
                        .bind("createdAt", visit.createdAt())
                        .bind("updatedAt", visit.updatedAt())
                        .execute());
    }

    @Override
    public void delete(TenantId tenant, String id) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("DELETE FROM visits WHERE tenant = :tenant AND id = :id")
                        .bind("tenant", tenant)
                        .bind("id", id)
                        .execute());
    }

    private static VisitSnapshot visit(ResultSet row) throws SQLException {
        return new VisitSnapshot(
                row.getString("id"),
                row.getString("code"),
                SnapshotRows.patient(row),
                SnapshotRows.doctor(row),
                VisitStatus.valueOf(row.getString("status")),
                SnapshotRows.text(row, "appointment_id"),
                SnapshotRows.text(row, "queue_entry_id"),
                SnapshotRows.text(row, "chief_complaint"),
                SnapshotRows.text(row, "notes"),
                UtcInstants.read(row, "opened_at"),
                UtcInstants.readOptional(row, "closed_at"),
                UtcInstants.read(row, "created_at"),
                UtcInstants.read(row, "updated_at"),
                List.of());
    }
}
