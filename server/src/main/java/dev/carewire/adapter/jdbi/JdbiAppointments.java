package dev.carewire.adapter.jdbi;

import dev.carewire.appointment.AppointmentForm;
import dev.carewire.appointment.AppointmentQuery;
import dev.carewire.appointment.AppointmentRepository;
import dev.carewire.appointment.Calendar;
import dev.carewire.command.TimeCursor;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.AppointmentStatus;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stores appointments in the table {@code appointments}, joined with patient and doctor. Any thread; blocks. */
public final class JdbiAppointments extends RecordTable<AppointmentSnapshot> implements AppointmentRepository {

    private static final Columns<AppointmentSnapshot> COLUMNS = Columns.id(AppointmentSnapshot::id)
            .and("code", AppointmentSnapshot::code)
            .and("patient_id", appointment -> appointment.patient().id())
            .and("doctor_id", appointment -> appointment.doctor().id())
            .and("location_id", AppointmentSnapshot::locationId)
            .and("location_name", AppointmentSnapshot::locationName)
            .and("room_id", appointment -> appointment.room().map(RoomSnapshot::id))
            .and("starts_at", AppointmentSnapshot::start)
            .and("ends_at", AppointmentSnapshot::end)
            .and("status", AppointmentSnapshot::status)
            .and("type_id", AppointmentSnapshot::typeId)
            .and("type_name", AppointmentSnapshot::typeName)
            .and("walk_in", AppointmentSnapshot::walkIn)
            .and("ticket", AppointmentSnapshot::queueNumber)
            .and("reason", AppointmentSnapshot::reason)
            .and("notes", AppointmentSnapshot::notes)
            .and("created_at", AppointmentSnapshot::createdAt)
            .and("updated_at", AppointmentSnapshot::updatedAt)
            .and("extra", row -> row.extra().json());

    private static final ListOrder BY_START =
            ListOrder.of("t").ascending("starts_at").ascending("code");

    private static final Set<AppointmentStatus> OCCUPYING = occupying();

    private final KeptTables tables;
    private final StripedLocks calendarLocks;

    /** Uses the table in {@code database}; joins what the server keeps. */
    public JdbiAppointments(Database database, KeptRecords kept) {
        super(database, "appointments", "t", select(new KeptTables(kept)), JdbiAppointments::appointment, COLUMNS);
        this.tables = new KeptTables(kept);
        this.calendarLocks = StripedLocks.ofCalendars(database);
    }

    private static String select(KeptTables tables) {
        return "SELECT t.*, " + SnapshotRows.PATIENT_COLUMNS + ", " + SnapshotRows.DOCTOR_COLUMNS + ", "
                + SnapshotRows.ROOM_COLUMNS + " FROM appointments t" + SnapshotRows.joinPatient("t", tables)
                + SnapshotRows.JOIN_DOCTOR + SnapshotRows.joinRoom("t", tables);
    }

    @Override
    public List<AppointmentSnapshot> list(
            TenantId tenant, AppointmentQuery query, Optional<TimeCursor> after, int most) {
        WhereClause wanted = rows(tenant)
                .equal("t.doctor_id", query.doctorId())
                .equal("t.patient_id", query.patientId())
                .in("t.status", query.statuses())
                .within("t.starts_at", query.range());
        after.ifPresent(place -> BY_START.after(wanted, place.at(), place.id()));
        return select(wanted, BY_START, most);
    }

    @Override
    public void lockCalendars(TenantId tenant, AppointmentSnapshot appointment, Set<Calendar> calendars) {
        calendarLocks.lock(
                tenant,
                calendars.stream()
                        .flatMap(calendar -> calendar.ownerIn(appointment).map(id -> calendar + " " + id).stream())
                        .toList());
    }

    /** An appointment that overlaps began at most its longest duration before the start: the index bounds the search. */
    @Override
    public Optional<AppointmentSnapshot> findOverlapping(
            TenantId tenant, AppointmentSnapshot appointment, Calendar calendar) {
        return calendar.ownerIn(appointment)
                .flatMap(owner -> select(
                                rows(tenant)
                                        .compare("t." + column(calendar), "=", owner)
                                        .in("t.status", OCCUPYING)
                                        .compare("t.starts_at", "<", appointment.end())
                                        .compare(
                                                "t.starts_at",
                                                ">",
                                                appointment.start().minus(AppointmentForm.MAX_DURATION))
                                        .compare("t.ends_at", ">", appointment.start())
                                        .compare("t.id", "<>", appointment.id()),
                                "t.starts_at, t.id",
                                1)
                        .stream()
                        .findFirst());
    }

    private static String column(Calendar calendar) {
        return switch (calendar) {
            case DOCTOR -> "doctor_id";
            case ROOM -> "room_id";
        };
    }

    private static Set<AppointmentStatus> occupying() {
        Set<AppointmentStatus> statuses = EnumSet.allOf(AppointmentStatus.class);
        statuses.removeIf(status -> !status.occupiesTime());
        return statuses;
    }

    @Override
    public String nextCode(TenantId tenant) {
        return nextCode(tenant, "APT-%04d", "appointment");
    }

    @Override
    public boolean delete(TenantId tenant, String id) {
        return deleteRow(tenant, id, "appointment_id", tables.names(RecordKind.QUEUE, RecordKind.VISITS));
    }

    private static AppointmentSnapshot appointment(ResultSet row) throws SQLException {
        return new AppointmentSnapshot(
                row.getString("id"),
                row.getString("code"),
                SnapshotRows.patient(row),
                SnapshotRows.doctor(row),
                SnapshotRows.text(row, "location_id"),
                SnapshotRows.text(row, "location_name"),
                SnapshotRows.optionalRoom(row),
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
                UtcInstants.read(row, "updated_at"),
                SnapshotRows.extra(row));
    }
}
