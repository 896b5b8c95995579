package dev.carewire.adapter.jdbi;

import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.PrescriptionStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.KeptRecords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Stores prescriptions in the table {@code prescriptions}, joined with patient and doctor. Any thread; blocks. */
public final class JdbiPrescriptions extends CareRecordTable<PrescriptionSnapshot, PrescriptionStatus> {

    private static final int MAX_PER_VISIT = 50;

    private static final Columns<PrescriptionSnapshot> COLUMNS = Columns.id(PrescriptionSnapshot::id)
            .and("patient_id", prescription -> prescription.patient().id())
            .and("doctor_id", prescription -> prescription.doctor().id())
            .and("visit_id", PrescriptionSnapshot::visitId)
            .and("medication", PrescriptionSnapshot::medication)
            .and("instructions", PrescriptionSnapshot::instructions)
            .and("status", PrescriptionSnapshot::status)
            .and("sent_at", PrescriptionSnapshot::sentAt)
            .and("created_at", PrescriptionSnapshot::createdAt)
            .and("updated_at", PrescriptionSnapshot::updatedAt)
            .and("extra", row -> row.extra().json());

    private final KeptTables tables;

    /** Uses the table in {@code database}; joins what the server keeps. */
    public JdbiPrescriptions(Database database, KeptRecords kept) {
        super(
                database,
                "prescriptions",
                SnapshotRows.selectWithPatientAndDoctor("prescriptions", new KeptTables(kept)),
                JdbiPrescriptions::prescription,
                COLUMNS);
        this.tables = new KeptTables(kept);
    }

    /**
     * The prescriptions of visits, by visit and oldest first; only the newest {@value #MAX_PER_VISIT} of a visit.
     * Visits without any are absent.
     */
    Map<String, List<PrescriptionSnapshot>> byVisit(TenantId tenant, List<String> visitIds) {
        return database
                .listAny(
                        SnapshotRows.selectWithPatientAndDoctor("prescriptions", tables) + """
                         JOIN (SELECT id, ROW_NUMBER() OVER (PARTITION BY visit_id ORDER BY created_at DESC, id DESC) AS place
                               FROM prescriptions
                               WHERE tenant = :tenant AND visit_id IN (<any>)) newest ON newest.id = t.id
                        WHERE t.tenant = :tenant AND :most >= newest.place
                        ORDER BY t.created_at, t.id
                        """,
                        visitIds,
                        Map.of("tenant", tenant, "most", MAX_PER_VISIT),
                        JdbiPrescriptions::prescription)
                .stream()
                .collect(Collectors.groupingBy(
                        prescription -> prescription.visitId().orElseThrow()));
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
                UtcInstants.read(row, "updated_at"),
                SnapshotRows.extra(row));
    }
}
