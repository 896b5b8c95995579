package dev.carewire.adapter.jdbi;

import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.LabStatus;
import dev.carewire.record.KeptRecords;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Stores lab results in the table {@code lab_results}, joined with patient and doctor. Any thread; blocks. */
public final class JdbiLabResults extends CareRecordTable<LabResultSnapshot, LabStatus> {

    private static final Columns<LabResultSnapshot> COLUMNS = Columns.id(LabResultSnapshot::id)
            .and("patient_id", order -> order.patient().id())
            .and("doctor_id", order -> order.doctor().id())
            .and("visit_id", LabResultSnapshot::visitId)
            .and("order_type", LabResultSnapshot::orderType)
            .and("status", LabResultSnapshot::status)
            .and("flag", LabResultSnapshot::flag)
            .and("result", LabResultSnapshot::result)
            .and("resulted_at", LabResultSnapshot::resultedAt)
            .and("reviewed_by", LabResultSnapshot::reviewedBy)
            .and("reviewed_at", LabResultSnapshot::reviewedAt)
            .and("created_at", LabResultSnapshot::createdAt)
            .and("updated_at", LabResultSnapshot::updatedAt)
            .and("extra", row -> row.extra().json());

    /** Uses the table in {@code database}; joins what the server keeps. */
    public JdbiLabResults(Database database, KeptRecords kept) {
        super(
                database,
                "lab_results",
                SnapshotRows.selectWithPatientAndDoctor("lab_results", new KeptTables(kept)),
                JdbiLabResults::labResult,
                COLUMNS);
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
                UtcInstants.read(row, "updated_at"),
                SnapshotRows.extra(row));
    }
}
