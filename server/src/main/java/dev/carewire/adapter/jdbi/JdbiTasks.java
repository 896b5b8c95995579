package dev.carewire.adapter.jdbi;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.TaskPriority;
import dev.carewire.event.TaskSnapshot;
import dev.carewire.event.TaskStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.task.TaskQuery;
import dev.carewire.task.TaskRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The table {@code tasks}, read together with its people. Any thread; blocks. */
public final class JdbiTasks implements TaskRepository {

    private static final String SELECT =
            "SELECT t.*, " + SnapshotRows.PATIENT_COLUMNS + ", " + SnapshotRows.DOCTOR_COLUMNS + """
             FROM tasks t
             LEFT JOIN patients p ON p.tenant = t.tenant AND p.id = t.patient_id
             LEFT JOIN users d ON d.tenant = t.tenant AND d.id = t.assignee_id
            """;

    private final Database database;

    /** Rows in {@code database}. */
    public JdbiTasks(Database database) {
        this.database = database;
    }

    @Override
    public Optional<TaskSnapshot> find(TenantId tenant, String id) {
        WhereClause wanted = new WhereClause("t", tenant).compare("t.id", "=", id);
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(SELECT + wanted.sql()))
                        .map((row, context) -> task(row))
                        .findOne());
    }

    @Override
    public Optional<TaskSnapshot> lock(TenantId tenant, String id) {
        RowLocks.lock(database, "tasks", tenant, id);
        return find(tenant, id);
    }

    @Override
    public List<TaskSnapshot> list(TenantId tenant, TaskQuery query, int most) {
        WhereClause wanted = new WhereClause("t", tenant)
                .equal("t.assignee_id", query.assigneeId())
                .equal("t.patient_id", query.patientId())
                .in("t.status", query.statuses());
        query.before().ifPresent(place -> wanted.before("t.created_at", place.at(), "t.id", place.id()));
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(
                                SELECT + wanted.sql() + " ORDER BY t.created_at DESC, t.id DESC LIMIT :most"))
                        .bind("most", most)
                        .map((row, context) -> task(row))
                        .list());
    }

    @Override
    public void insert(TenantId tenant, TaskSnapshot task) {
        write("""
                INSERT INTO tasks (tenant, id, title, description, priority, status, patient_id, assignee_id, created_by, due_on,
                    completed_at, created_at, updated_at)
                VALUES (:tenant, :id, :title, :description, :priority, :status, :patientId, :assigneeId, :createdBy,
                    :dueOn, :completedAt, :createdAt, :updatedAt)
                """, tenant, task);
    }

    @Override
    public void update(TenantId tenant, TaskSnapshot task) {
        write("""
                UPDATE tasks
                SET title = :title, description = :description, priority = :priority, status = :status, patient_id
                    = :patientId, assignee_id = :assigneeId, created_by = :createdBy, due_on = :dueOn, completed_at
                    = :completedAt, created_at = :createdAt, updated_at = :updatedAt
                WHERE tenant = :tenant AND id = :id
                """, tenant, task);
    }

    private void write(String sql, TenantId tenant, TaskSnapshot task) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(sql)
                        .bind("tenant", tenant)
                        .bind("id", task.id())
                        .bind("title", task.title())
                        .bind("description", task.description())
                        .bind("priority", task.priority().name())
                        .bind("status", task.status().name())
                        .bind("patientId", task.patient().map(PatientSnapshot::id))
                        .bind("assigneeId", task.assignee().map(StaffSnapshot::id))
                        .bind("createdBy", task.createdBy())
                        .bind("dueOn", task.dueDate())
                        .bind("completedAt", task.completedAt())
                        .bind("createdAt", task.createdAt())
                        .bind("updatedAt", task.updatedAt())
                        .execute());
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
