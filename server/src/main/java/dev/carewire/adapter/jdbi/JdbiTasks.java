package dev.carewire.adapter.jdbi;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.event.TaskStatus;
import dev.carewire.record.KeptRecords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;

/** Stores tasks in the table {@code tasks}, joined with patient and assignee. Any thread; blocks. */
public final class JdbiTasks extends CareRecordTable<TaskSnapshot, TaskStatus> {

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
            .and("updated_at", TaskSnapshot::updatedAt)
            .and("extra", row -> row.extra().json());

    /** Uses the table in {@code database}; joins what the server keeps. */
    public JdbiTasks(Database database, KeptRecords kept) {
        super(database, "tasks", select(new KeptTables(kept)), JdbiTasks::task, COLUMNS);
    }

    private static String select(KeptTables tables) {
        return "SELECT t.*, t.assignee_id AS doctor_id, " + SnapshotRows.PATIENT_COLUMNS + ", "
                + SnapshotRows.DOCTOR_COLUMNS + " FROM tasks t" + SnapshotRows.joinPatient("t", tables)
                + " LEFT JOIN users d ON d.tenant = t.tenant AND d.id = t.assignee_id";
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
                UtcInstants.read(row, "updated_at"),
                SnapshotRows.extra(row));
    }
}
