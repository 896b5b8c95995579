package dev.carewire.adapter.jdbi;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.patient.PatientQuery;
import dev.carewire.patient.PatientRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Stores patients in the table {@code patients}, whose rows are also the locks for all records of a patient. Any thread; blocks. */
public final class JdbiPatients extends RecordTable<PatientSnapshot> implements PatientRepository {

    private static final String SELECT = "SELECT p.extra, " + SnapshotRows.PATIENT_COLUMNS + " FROM patients p";
    private static final List<String> SEARCHED =
            List.of("p.first_name || ' ' || p.last_name", "p.code", "p.phone", "p.email");

    private static final List<String> REFERRING_TABLES = List.of(
            "appointments",
            "queue_entries",
            "visits",
            "prescriptions",
            "invoices",
            "tasks",
            "lab_results",
            "vitals",
            "vital_thresholds");

    private static final Columns<PatientSnapshot> COLUMNS = Columns.id(PatientSnapshot::id)
            .and("code", PatientSnapshot::code)
            .and("first_name", PatientSnapshot::firstName)
            .and("last_name", PatientSnapshot::lastName)
            .and("date_of_birth", PatientSnapshot::dateOfBirth)
            .and("phone", PatientSnapshot::phone)
            .and("email", PatientSnapshot::email)
            .and("insurance", PatientSnapshot::insurance)
            .and("balance_cents", PatientSnapshot::balanceCents)
            .and("created_at", PatientSnapshot::createdAt)
            .and("updated_at", PatientSnapshot::updatedAt)
            .and("extra", patient -> patient.extra().json());

    /** Uses the table in {@code database}. */
    public JdbiPatients(Database database) {
        super(database, "patients", "p", SELECT, JdbiPatients::patient, COLUMNS);
    }

    @Override
    public List<PatientSnapshot> list(TenantId tenant, PatientQuery query) {
        WhereClause wanted = rows(tenant);
        query.search().ifPresent(part -> wanted.contains(SEARCHED, part));
        return select(wanted, "p.last_name, p.first_name, p.code", query.limit());
    }

    @Override
    public String nextCode(TenantId tenant) {
        return nextCode(tenant, "P-%04d", "patient");
    }

    @Override
    public boolean delete(TenantId tenant, String id) {
        return deleteRow(tenant, id, "patient_id", REFERRING_TABLES);
    }

    private static PatientSnapshot patient(ResultSet row) throws SQLException {
        return SnapshotRows.patient(row).withExtra(SnapshotRows.extra(row));
    }
}
