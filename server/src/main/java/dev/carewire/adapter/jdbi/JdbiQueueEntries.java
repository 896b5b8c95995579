package dev.carewire.adapter.jdbi;

import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.queue.QueueQuery;
import dev.carewire.queue.QueueRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code queue_entries}, read together with its people, its room and its visit. Any thread; blocks. */
public final class JdbiQueueEntries implements QueueRepository {

    private static final Map<QueueKind, String> TICKET_LETTERS =
            Map.of(QueueKind.APPOINTMENT, "A", QueueKind.WALK_IN, "W", QueueKind.FOLLOW_UP, "F");

    private static final String SELECT = "SELECT q.*, v.id AS visit_id, "
            + SnapshotRows.PATIENT_COLUMNS
            + ", "
            + SnapshotRows.DOCTOR_COLUMNS
            + ", "
            + SnapshotRows.ROOM_COLUMNS
            + """
             FROM queue_entries q
             JOIN patients p ON p.tenant = q.tenant AND p.id = q.patient_id
             LEFT JOIN users d ON d.tenant = q.tenant AND d.id = q.doctor_id
             LEFT JOIN rooms r ON r.tenant = q.tenant AND r.id = q.room_id
             LEFT JOIN visits v ON v.tenant = q.tenant AND v.queue_entry_id = q.id
            """;

    private final Database database;

    /** Queue entries in {@code database}. */
    public JdbiQueueEntries(Database database) {
        this.database = database;
    }

    @Override
    public Optional<QueueEntrySnapshot> find(TenantId tenant, String id) {
        WhereClause wanted = new WhereClause("q", tenant).compare("q.id", "=", id);
        return select(wanted, "", 1).stream().findFirst();
    }

    @Override
    public Optional<QueueEntrySnapshot> findOpen(TenantId tenant, String appointmentId) {
        WhereClause wanted = new WhereClause("q", tenant)
                .compare("q.appointment_id", "=", appointmentId)
                .in("q.status", EnumSet.of(QueueStatus.WAITING, QueueStatus.IN_PROGRESS));
        return select(wanted, " ORDER BY q.created_at DESC, q.id", 1).stream().findFirst();
    }

    @Override
    public List<QueueEntrySnapshot> list(TenantId tenant, QueueQuery query) {
        WhereClause wanted = new WhereClause("q", tenant)
                .in("q.status", query.statuses())
                .equal("q.doctor_id", query.doctorId())
                .equal("q.room_id", query.roomId());
        return select(wanted, " ORDER BY q.priority DESC, q.queued_at, q.ticket, q.id", query.limit());
    }

    @Override
    public int countAhead(TenantId tenant, QueueEntrySnapshot entry) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                SELECT COUNT(*) FROM queue_entries q
                                WHERE q.tenant = :tenant AND q.status = :waiting
                                AND (q.priority > :priority OR (q.priority = :priority AND (q.queued_at < :queuedAt
                                    OR (q.queued_at = :queuedAt AND (q.ticket < :ticket
                                        OR (q.ticket = :ticket AND q.id < :id))))))
                                """)
                        .bind("tenant", tenant)
                        .bind("waiting", QueueStatus.WAITING.name())
                        .bind("priority", entry.priority())
                        .bind("queuedAt", entry.queuedAt())
                        .bind("ticket", entry.number())
                        .bind("id", entry.id())
                        .mapTo(Integer.class)
                        .one());
    }

    private List<QueueEntrySnapshot> select(WhereClause wanted, String order, int limit) {
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(SELECT + wanted.sql() + order + " LIMIT :limit"))
                        .bind("limit", limit)
                        .map((row, context) -> entry(row))
                        .list());
    }

    @Override
    public String nextTicket(TenantId tenant, QueueKind kind, LocalDate day) {
        return database.jdbi()
                .withHandle(handle -> String.format(
                        "%s%03d",
                        TICKET_LETTERS.get(kind),
                        Counters.next(handle, tenant, "ticket-" + TICKET_LETTERS.get(kind), day)));
    }

    @Override
    public void insert(TenantId tenant, QueueEntrySnapshot entry) {
        write("""
                INSERT INTO queue_entries (tenant, id, ticket, kind, patient_id, appointment_id, doctor_id, room_id,
                    status, priority, checked_in, check_in_method, notes, queued_at, checked_in_at, called_at,
                    started_at, completed_at, created_at, updated_at)
                VALUES (:tenant, :id, :ticket, :kind, :patientId, :appointmentId, :doctorId, :roomId,
                    :status, :priority, :checkedIn, :checkInMethod, :notes, :queuedAt, :checkedInAt, :calledAt,
                    :startedAt, :completedAt, :createdAt, :updatedAt)
                """, tenant, entry);
    }

    @Override
    public void update(TenantId tenant, QueueEntrySnapshot entry) {
        write("""
                UPDATE queue_entries
                SET ticket = :ticket, kind = :kind, patient_id = :patientId, appointment_id = :appointmentId,
                    doctor_id = :doctorId, room_id = :roomId, status = :status, priority = :priority,
                    checked_in = :checkedIn, check_in_method = :checkInMethod, notes = :notes, queued_at = :queuedAt,
                    checked_in_at = :checkedInAt, called_at = :calledAt, started_at = :startedAt,
                    completed_at = :completedAt, created_at = :createdAt, updated_at = :updatedAt
                WHERE tenant = :tenant AND id = :id
                """, tenant, entry);
    }

    private void write(String sql, TenantId tenant, QueueEntrySnapshot entry) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(sql)
                        .bind("tenant", tenant)
                        .bind("id", entry.id())
                        .bind("ticket", entry.number())
                        .bind("kind", entry.kind().name())
                        .bind("patientId", entry.patient().id())
                        .bind("appointmentId", entry.appointmentId())
                        .bind("doctorId", entry.doctor().map(StaffSnapshot::id))
                        .bind("roomId", entry.room().map(RoomSnapshot::id))
                        .bind("status", entry.status().name())
                        .bind("priority", entry.priority())
                        .bind("checkedIn", entry.checkedIn())
                        .bind("checkInMethod", entry.checkInMethod())
                        .bind("notes", entry.notes())
                        .bind("queuedAt", entry.queuedAt())
                        .bind("checkedInAt", entry.checkedInAt())
                        .bind("calledAt", entry.calledAt())
                        .bind("startedAt", entry.startedAt())
                        .bind("completedAt", entry.completedAt())
                        .bind("createdAt", entry.createdAt())
                        .bind("updatedAt", entry.updatedAt())
                        .execute());
    }

    @Override
    public boolean delete(TenantId tenant, String id) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate("""
                                        DELETE FROM queue_entries
                                        WHERE tenant = :tenant AND id = :id
                                        AND NOT EXISTS (
                                            SELECT 1 FROM visits v WHERE v.tenant = :tenant AND v.queue_entry_id = :id)
                                        """)
                                .bind("tenant", tenant)
                                .bind("id", id)
                                .execute()
                        > 0);
    }

    private static QueueEntrySnapshot entry(ResultSet row) throws SQLException {
        return new QueueEntrySnapshot(
                row.getString("id"),
                row.getString("ticket"),
                QueueKind.valueOf(row.getString("kind")),
                SnapshotRows.patient(row),
                SnapshotRows.text(row, "appointment_id"),
                SnapshotRows.text(row, "visit_id"),
                row.getString("doctor_id") == null ? Optional.empty() : Optional.of(SnapshotRows.doctor(row)),
                row.getString("room_id") == null ? Optional.empty() : Optional.of(SnapshotRows.room(row)),
                QueueStatus.valueOf(row.getString("status")),
                row.getInt("priority"),
                row.getBoolean("checked_in"),
                SnapshotRows.text(row, "check_in_method"),
                SnapshotRows.text(row, "notes"),
                UtcInstants.read(row, "queued_at"),
                UtcInstants.readOptional(row, "checked_in_at"),
                UtcInstants.readOptional(row, "called_at"),
                UtcInstants.readOptional(row, "started_at"),
                UtcInstants.readOptional(row, "completed_at"),
                UtcInstants.read(row, "created_at"),
                UtcInstants.read(row, "updated_at"));
    }
}
