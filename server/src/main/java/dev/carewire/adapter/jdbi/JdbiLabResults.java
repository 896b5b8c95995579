package dev.carewire.adapter.jdbi;

import dev.carewire.command.TimeCursor;
import dev.carewire.event.LabFlag;
import dev.carewire.event.LabResultSnapshot;
import dev.carewire.event.LabStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.RecordRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table {@code lab_results}, read together with its people. Any thread; blocks. */
public final class JdbiLabResults implements RecordRepository<LabResultSnapshot, LabStatus> {

    private static final String SELECT =
            "SELECT t.*, " + SnapshotRows.PATIENT_COLUMNS + ", " + SnapshotRows.DOCTOR_COLUMNS + """
             FROM lab_results t
             JOIN patients p ON p.tenant = t.tenant AND p.id = t.patient_id
             JOIN users d ON d.tenant = t.tenant AND d.id = t.doctor_id
            """;

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
            .and("updated_at", LabResultSnapshot::updatedAt);

    private final RecordTable<LabResultSnapshot> table;

    /** Rows in {@code database}. */
    public JdbiLabResults(Database database) {
        this.table = new RecordTable<>(database, "lab_results", "t", SELECT, JdbiLabResults::labResult, COLUMNS);
    }

    @Override
    public Optional<LabResultSnapshot> find(TenantId tenant, String id) {
        return table.find(tenant, id);
    }

    @Override
    public Optional<LabResultSnapshot> lock(TenantId tenant, String id) {
        return table.lock(tenant, id);
    }

    @Override
    public List<LabResultSnapshot> list(
            TenantId tenant, RecordQuery<LabStatus> query, Optional<TimeCursor> before, int most) {
        return table.newest(tenant, query, before, most);
    }

    @Override
    public void insert(TenantId tenant, LabResultSnapshot labResult) {
        table.insert(tenant, labResult);
    }

    @Override
    public void update(TenantId tenant, LabResultSnapshot labResult) {
        table.update(tenant, labResult);
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
