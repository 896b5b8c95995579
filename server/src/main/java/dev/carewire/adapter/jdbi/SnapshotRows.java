package dev.carewire.adapter.jdbi;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.record.RecordKind;
import dev.carewire.text.ExtraFields;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Shared parts of joined rows: their columns, under unambiguous names, and the mapping to snapshots. The ids of other records are
 * those of the row itself, since the records may be kept elsewhere.
 */
final class SnapshotRows {

    /** Columns of the table {@code patients p}. */
    static final String PATIENT_COLUMNS = """
            p.code AS patient_code, p.first_name AS patient_first_name,
            p.last_name AS patient_last_name, p.date_of_birth AS patient_date_of_birth, p.phone AS patient_phone,
            p.email AS patient_email, p.insurance AS patient_insurance, p.balance_cents AS patient_balance_cents,
            p.created_at AS patient_created_at, p.updated_at AS patient_updated_at
            """;

    /** Columns of the table {@code users d}. */
    static final String DOCTOR_COLUMNS = """
            d.first_name AS doctor_first_name, d.last_name AS doctor_last_name,
            d.email AS doctor_email, d.specialization AS doctor_specialization
            """;

    /** Columns of the table {@code rooms r}. */
    static final String ROOM_COLUMNS = "r.name AS room_name, r.door AS room_door";

    /** The join with the doctor that a row of {@code table t} refers to. */
    static final String JOIN_DOCTOR = " LEFT JOIN users d ON d.tenant = t.tenant AND d.id = t.doctor_id";

    private SnapshotRows() {}

    /** A query of {@code table t}, whose rows refer to a patient; ends before WHERE. */
    static String selectWithPatient(String table, KeptTables tables) {
        return "SELECT t.*, " + PATIENT_COLUMNS + " FROM " + table + " t" + joinPatient("t", tables);
    }

    /** A query of {@code table t}, whose rows refer to a patient and a doctor; ends before WHERE. */
    static String selectWithPatientAndDoctor(String table, KeptTables tables) {
        return "SELECT t.*, " + PATIENT_COLUMNS + ", " + DOCTOR_COLUMNS + " FROM " + table + " t"
                + joinPatient("t", tables) + JOIN_DOCTOR;
    }

    /** The join with the room that a row of {@code alias} refers to. */
    static String joinRoom(String alias, KeptTables tables) {
        return tables.leftJoin(
                RecordKind.ROOMS, "r", "r.tenant = " + alias + ".tenant AND r.id = " + alias + ".room_id");
    }

    /** The join with the patient that a row of {@code alias} refers to. */
    static String joinPatient(String alias, KeptTables tables) {
        return tables.leftJoin(
                RecordKind.PATIENTS, "p", "p.tenant = " + alias + ".tenant AND p.id = " + alias + ".patient_id");
    }

    /** The patient of a joined row, without extra fields: only the patient's own document shows those. */
    static PatientSnapshot patient(ResultSet row) throws SQLException {
        return new PatientSnapshot(
                row.getString("patient_id"),
                text(row, "patient_code"),
                text(row, "patient_first_name"),
                text(row, "patient_last_name"),
                Optional.ofNullable(row.getObject("patient_date_of_birth", LocalDate.class)),
                text(row, "patient_phone"),
                text(row, "patient_email"),
                text(row, "patient_insurance"),
                Optional.ofNullable(row.getObject("patient_balance_cents", Long.class)),
                UtcInstants.readOptional(row, "patient_created_at"),
                UtcInstants.readOptional(row, "patient_updated_at"),
                ExtraFields.NONE);
    }

    static StaffSnapshot doctor(ResultSet row) throws SQLException {
        return new StaffSnapshot(
                row.getString("doctor_id"),
                text(row, "doctor_first_name"),
                text(row, "doctor_last_name"),
                text(row, "doctor_email"),
                text(row, "doctor_specialization"));
    }

    /** The room that a joined row refers to, if it refers to one. */
    static Optional<RoomSnapshot> optionalRoom(ResultSet row) throws SQLException {
        return row.getString("room_id") == null ? Optional.empty() : Optional.of(room(row));
    }

    static RoomSnapshot room(ResultSet row) throws SQLException {
        return new RoomSnapshot(row.getString("room_id"), text(row, "room_name"), text(row, "room_door"));
    }

    /** The extra fields of the row's own record. */
    static ExtraFields extra(ResultSet row) throws SQLException {
        return new ExtraFields(row.getString("extra"));
    }

    static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
