package dev.carewire.adapter.jdbi;

import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.queue.AbandonedEntry;
import dev.carewire.queue.QueuePlace;
import dev.carewire.queue.QueueRepository;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import dev.carewire.record.RecordQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores waiting-queue entries in the table {@code queue_entries}, joined with people, room and visit. Any thread; blocks. */
public final class JdbiQueueEntries extends RecordTable<QueueEntrySnapshot> implements QueueRepository {

    private static final Map<QueueKind, String> TICKET_LETTERS =
            Map.of(QueueKind.APPOINTMENT, "A", QueueKind.WALK_IN, "W", QueueKind.FOLLOW_UP, "F");

    private static final Columns<QueueEntrySnapshot> COLUMNS = Columns.id(QueueEntrySnapshot::id)
            .and("ticket", QueueEntrySnapshot::number)
            .and("kind", QueueEntrySnapshot::kind)
            .and("patient_id", entry -> entry.patient().id())
            .and("appointment_id", QueueEntrySnapshot::appointmentId)
            .and("doctor_id", entry -> entry.doctor().map(StaffSnapshot::id))
            .and("room_id", entry -> entry.room().map(RoomSnapshot::id))
            .and("status", QueueEntrySnapshot::status)
            .and("priority", QueueEntrySnapshot::priority)
            .and("checked_in", QueueEntrySnapshot::checkedIn)
            .and("check_in_method", QueueEntrySnapshot::checkInMethod)
            .and("notes", QueueEntrySnapshot::notes)
            .and("queued_at", QueueEntrySnapshot::queuedAt)
            .and("checked_in_at", QueueEntrySnapshot::checkedInAt)
            .and("called_at", QueueEntrySnapshot::calledAt)
            .and("started_at", QueueEntrySnapshot::startedAt)
            .and("completed_at", QueueEntrySnapshot::completedAt)
            .and("created_at", QueueEntrySnapshot::createdAt)
            .and("updated_at", QueueEntrySnapshot::updatedAt)
            .and("extra", row -> row.extra().json());

    private static final ListOrder CALLING_ORDER = ListOrder.of("q")
            .descending("priority")
            .ascending("queued_at")
            .ascending("ticket")
            .ascending("id");

    private static final ListOrder NEWEST_FIRST =
            ListOrder.of("q").descending("created_at").ascending("id");

    private final KeptTables tables;

    /** The rest of a query for entries that have waited since before {@code :before}, from FROM on. */
    private final String abandoned;

    /** Uses the table in {@code database}; joins what the server keeps. */
    public JdbiQueueEntries(Database database, KeptRecords kept) {
        super(database, "queue_entries", "q", select(new KeptTables(kept)), JdbiQueueEntries::entry, COLUMNS);
        this.tables = new KeptTables(kept);
        this.abandoned = " FROM queue_entries q"
                + tables.leftJoin(RecordKind.APPOINTMENTS, "a", "a.tenant = q.tenant AND a.id = q.appointment_id")
                + " WHERE q.tenant = :tenant AND q.status = 'WAITING' AND q.queued_at < :before"
                + " AND (a.starts_at IS NULL OR a.starts_at < :before)";
    }

    private static String select(KeptTables tables) {
        return "SELECT q.*, v.id AS visit_id, " + SnapshotRows.PATIENT_COLUMNS + ", " + SnapshotRows.DOCTOR_COLUMNS
                + ", " + SnapshotRows.ROOM_COLUMNS + " FROM queue_entries q" + SnapshotRows.joinPatient("q", tables)
                + " LEFT JOIN users d ON d.tenant = q.tenant AND d.id = q.doctor_id"
                + SnapshotRows.joinRoom("q", tables)
                + tables.leftJoin(RecordKind.VISITS, "v", "v.tenant = q.tenant AND v.queue_entry_id = q.id");
    }

    @Override
    public Optional<QueueEntrySnapshot> findOpen(TenantId tenant, String appointmentId) {
        return newestOpen(tenant, "q.appointment_id", appointmentId);
    }

    @Override
    public Optional<QueueEntrySnapshot> findOpenOfPatient(TenantId tenant, String patientId) {
        return newestOpen(tenant, "q.patient_id", patientId);
    }

    private Optional<QueueEntrySnapshot> newestOpen(TenantId tenant, String column, String id) {
        WhereClause wanted = rows(tenant)
                .compare(column, "=", id)
                .in("q.status", EnumSet.of(QueueStatus.WAITING, QueueStatus.IN_PROGRESS));
        return select(wanted, NEWEST_FIRST, 1).stream().findFirst();
    }

    /** Tickets decide between entries of one moment, as the later one has the higher number. */
    @Override
    public Optional<QueueEntrySnapshot> findCurrent(TenantId tenant, String appointmentId) {
        return select(
                        rows(tenant).compare("q.appointment_id", "=", appointmentId),
                        "CASE WHEN q.status IN ('WAITING', 'IN_PROGRESS') THEN 0 ELSE 1 END,"
                                + " q.created_at DESC, q.ticket DESC, q.id",
                        1)
                .stream()
                .findFirst();
    }

    @Override
    public List<QueueEntrySnapshot> list(
            TenantId tenant, RecordQuery<QueueStatus> query, Optional<QueuePlace> after, int most) {
        WhereClause wanted = rows(tenant, query).within("q.queued_at", query.range());
        after.ifPresent(
                place -> CALLING_ORDER.after(wanted, place.priority(), place.queuedAt(), place.ticket(), place.id()));
        return select(wanted, CALLING_ORDER, most);
    }

    @Override
    public int countAhead(TenantId tenant, QueueEntrySnapshot entry) {
        return database.count(
                """
                                SELECT COUNT(*) FROM queue_entries q
                                WHERE q.tenant = :tenant AND q.status = :waiting
                                AND (q.priority > :priority OR (q.priority = :priority AND (q.queued_at < :queuedAt
                                    OR (q.queued_at = :queuedAt AND (q.ticket < :ticket
                                        OR (q.ticket = :ticket AND q.id < :id))))))
                                """,
                Map.of(
                        "tenant",
                        tenant,
                        "waiting",
                        QueueStatus.WAITING.name(),
                        "priority",
                        entry.priority(),
                        "queuedAt",
                        entry.queuedAt(),
                        "ticket",
                        entry.number(),
                        "id",
                        entry.id()));
    }

    @Override
    public String nextTicket(TenantId tenant, QueueKind kind, LocalDate day) {
        String letter = TICKET_LETTERS.get(kind);
        return database.jdbi().inTransaction(handle -> {
            // The counter's lock lasts until the end of the transaction, so no other one draws a ticket meanwhile.
            String ticket;
            do {
                ticket = String.format("%s%03d", letter, Counters.next(handle, tenant, series(kind), day));
            } while (isTicketHeld(tenant, ticket));
            return ticket;
        });
    }

    @Override
    public void lockTickets(TenantId tenant, QueueKind kind) {
        database.jdbi().useHandle(handle -> Counters.lock(handle, tenant, series(kind)));
    }

    private static String series(QueueKind kind) {
        return "ticket-" + TICKET_LETTERS.get(kind);
    }

    @Override
    public boolean isTicketHeld(TenantId tenant, String ticket) {
        return database.count("""
                        SELECT COUNT(*) FROM queue_entries
                        WHERE tenant = :tenant AND status IN ('WAITING', 'IN_PROGRESS') AND ticket = :ticket
                        """, Map.of("tenant", tenant, "ticket", ticket)) > 0;
    }

    @Override
    public List<TenantId> tenantsWaitingSince(Instant before, Optional<TenantId> after, int limit) {
        return database.list(
                """
                        SELECT DISTINCT tenant FROM queue_entries
                        WHERE status = 'WAITING' AND queued_at < :before AND tenant > :after
                        ORDER BY tenant LIMIT :limit
                        """,
                Map.of("before", before, "after", after.map(TenantId::value).orElse(""), "limit", limit),
                row -> new TenantId(row.getString("tenant")));
    }

    @Override
    public List<AbandonedEntry> abandonedSince(
            TenantId tenant, Instant before, Optional<AbandonedEntry> after, int limit) {
        AbandonedEntry last = after.orElse(new AbandonedEntry("", Instant.EPOCH));
        return database.list(
                "SELECT q.id, q.queued_at" + abandoned
                        + " AND (q.queued_at > :last OR (q.queued_at = :last AND q.id > :lastId))"
                        + " ORDER BY q.queued_at, q.id LIMIT :limit",
                Map.of(
                        "tenant",
                        tenant,
                        "before",
                        before,
                        "last",
                        last.queuedAt(),
                        "lastId",
                        last.id(),
                        "limit",
                        limit),
                row -> new AbandonedEntry(row.getString("id"), UtcInstants.read(row, "queued_at")));
    }

    @Override
    public boolean isAbandonedSince(TenantId tenant, String id, Instant before) {
        return database.count(
                        "SELECT COUNT(*)" + abandoned + " AND q.id = :id",
                        Map.of("tenant", tenant, "before", before, "id", id))
                > 0;
    }

    @Override
    public boolean delete(TenantId tenant, String id) {
        return deleteRow(tenant, id, "queue_entry_id", tables.names(RecordKind.VISITS));
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
                SnapshotRows.optionalRoom(row),
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
                UtcInstants.read(row, "updated_at"),
                SnapshotRows.extra(row));
    }
}
