package dev.carewire.adapter.jdbi;

import dev.carewire.appointment.AppointmentQuery;
import dev.carewire.appointment.AppointmentRepository;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.identity.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The table {@code appointments}, read together with its people. Any thread; blocks. */
public final class JdbiAppointments implements AppointmentRepository {

    private static final String SELECT =
            "SELECT a.*, " + SnapshotRows.PATIENT_COLUMNS + ", " + SnapshotRows.DOCTOR_COLUMNS + """
             FROM appointments a
             JOIN patients p ON p.tenant = a.tenant AND p.id = a.patient_id
             JOIN users d ON d.tenant = a.tenant AND d.id = a.doctor_id
            """;

    private final Database database;

    /** Appointments in {@code database}. */
    public JdbiAppointments(Database database) {
        this.database = database;
    }

    @Override
    public Optional<AppointmentSnapshot> find(TenantId tenant, String id) {
        WhereClause wanted = new WhereClause("a", tenant).compare("a.id", "=", id);
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(SELECT + wanted.sql()))
                        .map((row, context) -> appointment(row))
                        .findOne());
    }

    @Override
    public List<AppointmentSnapshot> list(TenantId tenant, AppointmentQuery query, ZoneId zone) {
        WhereClause wanted = new WhereClause("a", tenant)
                .equal("a.doctor_id", query.doctorId())
                .equal("a.patient_id", query.patientId())
                .in("a.status", query.statuses());
        query.date()
                .ifPresent(day -> wanted.compare(
                                "a.starts_at", ">=", day.atStartOfDay(zone).toInstant())
                        .compare(
                                "a.starts_at",
                                "<",
                                day.plusDays(1).atStartOfDay(zone).toInstant()));
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(
                                SELECT + wanted.sql() + " ORDER BY a.starts_at, a.code LIMIT :limit"))
                        .bind("limit", query.limit())
                        .map((row, context) -> appointment(row))
                        .list());
    }

    @Override
    public String nextCode(TenantId tenant) {
        return database.jdbi()
                .withHandle(handle -> String.format("APT-%04d", Counters.next(handle, tenant, "appointment")));
    }

    @Override
    public void insert(TenantId tenant, AppointmentSnapshot appointment) {
        write("""
                INSERT INTO appointments (tenant, id, code, patient_id, doctor_id, location_id, location_name, starts_at,
                    ends_at, status, type_id, type_name, walk_in, ticket, reason, notes, created_at, updated_at)
                VALUES (:tenant, :id, :code, :patientId, :doctorId, :locationId, :locationName, :startsAt,
                    :endsAt, :status, :typeId, :typeName, :walkIn, :ticket, :reason, :notes, :createdAt, :updatedAt)
                """, tenant, appointment);
    }

    @Override
    public void update(TenantId tenant, AppointmentSnapshot appointment) {
        write("""
                UPDATE appointments
                SET code = :code, patient_id = :patientId, doctor_id = :doctorId, location_id = :locationId,
                    location_name = :locationName, starts_at = :startsAt, ends_at = :endsAt, status = :status,
                    type_id = :typeId, type_name = :typeName, walk_in = :walkIn, ticket = :ticket, reason = :reason,
                    notes = :notes, created_at = :createdAt, updated_at = :updatedAt
                WHERE tenant = :tenant AND id = :id
                """, tenant, appointment);
    }

    private void write(String sql, TenantId tenant, AppointmentSnapshot appointment) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(sql)
                        .bind("tenant", tenant)
                        .bind("id", appointment.id())
                        .bind("code", appointment.code())
                        .bind("patientId", appointment.patient().id())
                        .bind("doctorId", appointment.doctor().id())
                        .bind("locationId", appointment.locationId())
                        .bind("locationName", appointment.locationName())
                        .bind("startsAt", appointment.start())
                        .bind("endsAt", appointment.end())
                        .bind("status", appointment.status().name())
                        .bind("typeId", appointment.typeId())
                        .bind("typeName", appointment.typeName())
                        .bind("walkIn", appointment.walkIn())
                        .bind("ticket", appointment.queueNumber())
                        .bind("reason", appointment.reason())
                        .bind("notes", appointment.notes())
                        .bind("createdAt", appointment.createdAt())
                        .bind("updatedAt", appointment.updatedAt())
                        .execute());
    }

    @Override
    public boolean delete(TenantId tenant, String id) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate("""
                                        DELETE FROM appointments
                                        WHERE tenant = :tenant AND id = :id
                                        AND NOT EXISTS (
                                            SELECT 1 FROM queue_entries q
                                            WHERE q.tenant = :tenant AND q.appointment_id = :id)
                                        AND NOT EXISTS (
                                            SELECT 1 FROM visits v WHERE v.tenant = :tenant AND v.appointment_id = :id)
                                        """)
                                .bind("tenant", tenant)
                                .bind("id", id)
                                .execute()
                        > 0);
    }

    private static AppointmentSnapshot appointment(ResultSet row) throws SQLException {
        return new AppointmentSnapshot(
                row.getString("id"),
                row.getString("code"),
                SnapshotRows.patient(row),
                SnapshotRows.doctor(row),
                SnapshotRows.text(row, "location_id"),
                SnapshotRows.text(row, "location_name"),
                UtcInstants.read(row, "starts_at"),
                UtcInstants.read(row, "ends_at"),
                AppointmentStatus.valueOf(row.getString("status")),
                row.getString("type_id"),
                SnapshotRows.text(row, "type_name"),
                row.getBoolean("walk_in"),
                SnapshotRows.text(row, "ticket"),
                SnapshotRows.text(row, "reason"),
                SnapshotRows.text(row, "notes"),
                UtcInstants.read(row, "created_at"),
                UtcInstants.read(row, "updated_at"));
    }
}
