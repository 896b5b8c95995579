package dev.carewire.adapter.jdbi;

import dev.carewire.command.TimeCursor;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.event.TaskStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordQuery;
import dev.carewire.record.RecordRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The table {@code tasks}, read together with its people. Any thread; blocks. */
public final class JdbiTasks implements RecordRepository<TaskSnapshot, TaskStatus> {

    private static final String SELECT =
            "SELECT t.*, " + SnapshotRows.PATIENT_COLUMNS + ", " + SnapshotRows.DOCTOR_COLUMNS + """
             FROM tasks t
             LEFT JOIN patients p ON p.tenant = t.tenant AND p.id = t.patient_id
             LEFT JOIN users d ON d.tenant = t.tenant AND d.id = t.assignee_id
            """;

    private static final Columns<TaskSnapshot> COLUMNS = Columns.id(TaskSnapshot::id)
            .and("title", TaskSnapshot::title)
            .and("description", TaskSnapshot::description)
            .and("priority", TaskSnapshot::priority)
            .and("status", TaskSnapshot::status)
            .and("patient_id", task -> task.patient().map(PatientSnapshot::id))
            .and("assignee_id", task -> task.assignee().map(StaffSnapshot::id))
            .and("created_by", TaskSnapshot::createdBy)
            .and("due_on", TaskSnapshot::dueDate)
            .and("completed_at", TaskSnapshot::completedAt)
            .and("created_at", TaskSnapshot::createdAt)
            .and("updated_at", TaskSnapshot::updatedAt);

    private final RecordTable<TaskSnapshot> table;

    /** Rows in {@code database}. */
    public JdbiTasks(Database database) {
        this.table = new RecordTable<>(database, "tasks", "t", SELECT, JdbiTasks::task, COLUMNS);
    }

    @Override
    public Optional<TaskSnapshot> find(TenantId tenant, String id) {
        return table.find(tenant, id);
    }

    @Override
    public Optional<TaskSnapshot> lock(TenantId tenant, String id) {
        return table.lock(tenant, id);
    }

    @Override
    public List<TaskSnapshot> list(
            TenantId tenant, RecordQuery<TaskStatus> query, Optional<TimeCursor> before, int most) {
        return table.newest(tenant, query, before, most);
    }

    @Override
    public void insert(TenantId tenant, TaskSnapshot task) {
        table.insert(tenant, task);
    }

    @Override
    public void update(TenantId tenant, TaskSnapshot task) {
        table.update(tenant, task);
    }

    private static TaskSnapshot task(ResultSet row) throws SQLException {
        return new TaskSnapshot(
                row.getString("id"),
                row.getString("title"),
                SnapshotRows.text(row, "description"),
                TaskPriority.valueOf(row.getString("priority")),
                TaskStatus.valueOf(row.getString("status")),
                row.getString("patient_id") == null ? Optional.empty() : Optional.of(SnapshotRows.patient(row)),
                row.getString("assignee_id") == null ? Optional.empty() : Optional.of(SnapshotRows.doctor(row)),
                row.getString("created_by"),
                Optional.ofNullable(row.getObject("due_on", LocalDate.class)),
                UtcInstants.readOptional(row, "completed_at"),
                UtcInstants.read(row, "created_at"),
                UtcInstants.read(row, "updated_at"));
    }
}
