package dev.carewire.adapter.jdbi;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.patient.PatientQuery;
import dev.carewire.patient.PatientRepository;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The table {@code patients}, whose rows are also the locks of all that concerns a patient. Any thread; blocks. */
public final class JdbiPatients implements PatientRepository {

    private static final String SELECT = "SELECT " + SnapshotRows.PATIENT_COLUMNS + " FROM patients p";
    private static final List<String> SEARCHED =
            List.of("p.first_name || ' ' || p.last_name", "p.code", "p.phone", "p.email");

    private final Database database;

    /** Patients in {@code database}. */
    public JdbiPatients(Database database) {
        this.database = database;
    }

    @Override
    public Optional<PatientSnapshot> find(TenantId tenant, String id) {
        return select(tenant, id, "");
    }

    @Override
    public Optional<PatientSnapshot> lock(TenantId tenant, String id) {
        return select(tenant, id, " FOR UPDATE");
    }

    private Optional<PatientSnapshot> select(TenantId tenant, String id, String suffix) {
        WhereClause wanted = new WhereClause("p", tenant).compare("p.id", "=", id);
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(SELECT + wanted.sql() + suffix))
                        .map((row, context) -> SnapshotRows.patient(row))
                        .findOne());
    }

    @Override
    public List<PatientSnapshot> list(TenantId tenant, PatientQuery query) {
        WhereClause wanted = new WhereClause("p", tenant);
        query.search().ifPresent(part -> wanted.contains(SEARCHED, part));
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(
                                SELECT + wanted.sql() + " ORDER BY p.last_name, p.first_name, p.code LIMIT :limit"))
                        .bind("limit", query.limit())
                        .map((row, context) -> SnapshotRows.patient(row))
                        .list());
    }

    @Override
    public String nextCode(TenantId tenant) {
        return database.jdbi().withHandle(handle -> String.format("P-%04d", Counters.next(handle, tenant, "patient")));
    }

    @Override
    public void insert(TenantId tenant, PatientSnapshot patient) {
        write("""
                INSERT INTO patients (tenant, id, code, first_name, last_name, date_of_birth, phone, email, insurance,
                    balance_cents, created_at, updated_at)
                VALUES (:tenant, :id, :code, :firstName, :lastName, :dateOfBirth, :phone, :email, :insurance,
                    :balanceCents, :createdAt, :updatedAt)
                """, tenant, patient);
    }

    @Override
    public void update(TenantId tenant, PatientSnapshot patient) {
        write("""
                UPDATE patients
                SET code = :code, first_name = :firstName, last_name = :lastName, date_of_birth = :dateOfBirth,
                    phone = :phone, email = :email, insurance = :insurance, balance_cents = :balanceCents,
                    created_at = :createdAt, updated_at = :updatedAt
                WHERE tenant = :tenant AND id = :id
                """, tenant, patient);
    }

    private void write(String sql, TenantId tenant, PatientSnapshot patient) {
        database.jdbi()
                .useHandle((Handle handle) -> handle.createUpdate(sql)
                        .bind("tenant", tenant)
                        .bind("id", patient.id())
                        .bind("code", patient.code())
                        .bind("firstName", patient.firstName())
                        .bind("lastName", patient.lastName())
                        .bind("dateOfBirth", patient.dateOfBirth())
                        .bind("phone", patient.phone())
                        .bind("email", patient.email())
                        .bind("insurance", patient.insurance())
                        .bind("balanceCents", patient.balanceCents())
                        .bind("createdAt", patient.createdAt())
                        .bind("updatedAt", patient.updatedAt())
                        .execute());
    }

    @Override
    public boolean delete(TenantId tenant, String id) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate("""
                                        DELETE FROM patients
                                        WHERE tenant = :tenant AND id = :id
                                        AND NOT EXISTS (
                                            SELECT 1 FROM appointments a WHERE a.tenant = :tenant AND a.patient_id = :id)
                                        AND NOT EXISTS (
                                            SELECT 1 FROM queue_entries q WHERE q.tenant = :tenant AND q.patient_id = :id)
                                        AND NOT EXISTS (
                                            SELECT 1 FROM visits v WHERE v.tenant = :tenant AND v.patient_id = :id)
                                        AND NOT EXISTS (
                                            SELECT 1 FROM prescriptions r WHERE r.tenant = :tenant AND r.patient_id = :id)
                                        AND NOT EXISTS (
                                            SELECT 1 FROM invoices i WHERE i.tenant = :tenant AND i.patient_id = :id)
                                        AND NOT EXISTS (
                                            SELECT 1 FROM tasks t WHERE t.tenant = :tenant AND t.patient_id = :id)
                                        AND NOT EXISTS (
                                            SELECT 1 FROM lab_results l WHERE l.tenant = :tenant AND l.patient_id = :id)
                                        AND NOT EXISTS (
                                            SELECT 1 FROM vitals m WHERE m.tenant = :tenant AND m.patient_id = :id)
                                        AND NOT EXISTS (
                                            SELECT 1 FROM vital_thresholds t
                                            WHERE t.tenant = :tenant AND t.patient_id = :id)
                                        """)
                                .bind("tenant", tenant)
                                .bind("id", id)
                                .execute()
                        > 0);
    }
}
