package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import dev.carewire.vitals.PatientLookup;

/** The table {@code patients}, of which measured values need to know who is in it. Any thread; blocks. */
public final class JdbiPatientLookup implements PatientLookup {

    private static final String SELECT = "SELECT id FROM patients WHERE tenant = :tenant AND id = :id";

    private final Database database;

    /** Charts in {@code database}. */
    public JdbiPatientLookup(Database database) {
        this.database = database;
    }

    @Override
    public boolean exists(TenantId tenant, String patientId) {
        return rowExists(SELECT, tenant, patientId);
    }

    @Override
    public boolean lock(TenantId tenant, String patientId) {
        return rowExists(SELECT + " FOR UPDATE", tenant, patientId);
    }

    private boolean rowExists(String sql, TenantId tenant, String patientId) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql)
                        .bind("tenant", tenant)
                        .bind("id", patientId)
                        .mapTo(String.class)
                        .findOne()
                        .isPresent());
    }
}
