package dev.carewire.adapter.jdbi;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.patient.PatientQuery;
import dev.carewire.patient.PatientRepository;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Stores patients in the table {@code patients}, whose rows are also the locks for all records of a patient. Any thread; blocks. */
public final class JdbiPatients extends RecordTable<PatientSnapshot> implements PatientRepository {

    private static final String SELECT =
            "SELECT p.id AS patient_id, p.extra, " + SnapshotRows.PATIENT_COLUMNS + " FROM patients p";
    private static final List<String> SEARCHED =
            List.of("p.first_name || ' ' || p.last_name", "p.code", "p.phone", "p.email");

    /** The kinds of records that name a patient. */
    private static final RecordKind[] REFERRING = {
        RecordKind.APPOINTMENTS,
        RecordKind.QUEUE,
        RecordKind.VISITS,
        RecordKind.PRESCRIPTIONS,
        RecordKind.INVOICES,
        RecordKind.TASKS,
        RecordKind.LABS
    };

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

    private final List<String> referringTables;

    /** Uses the table in {@code database}; only records that the server keeps prevent the deletion of a patient. */
    public JdbiPatients(Database database, KeptRecords kept) {
        super(database, "patients", "p", SELECT, JdbiPatients::patient, COLUMNS);
        this.referringTables = Stream.concat(
                        new KeptTables(kept).names(REFERRING).stream(), Stream.of("vitals", "vital_thresholds"))
                .toList();
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
        boolean deleted = deleteRow(tenant, id, "patient_id", referringTables);
        if (deleted) {
            database.update(
                    "DELETE FROM recordings WHERE tenant = :tenant AND patient_id = :patient",
                    Map.of("tenant", tenant, "patient", id));
        }
        return deleted;
    }

    private static PatientSnapshot patient(ResultSet row) throws SQLException {
        return SnapshotRows.patient(row).withExtra(SnapshotRows.extra(row));
    }
}
