package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import dev.carewire.vitals.Charts;

/** The table {@code patients}, of which measured values need to know who is in it. Any thread; blocks. */
public final class JdbiCharts implements Charts {

    private static final String SELECT = "SELECT id FROM patients WHERE tenant = :tenant AND id = :id";

    private final Database database;

    /** Charts in {@code database}. */
    public JdbiCharts(Database database) {
        this.database = database;
    }

    @Override
    public boolean exists(TenantId tenant, String patientId) {
        return found(SELECT, tenant, patientId);
    }

    @Override
    public boolean lock(TenantId tenant, String patientId) {
        return found(SELECT + " FOR UPDATE", tenant, patientId);
    }

    private boolean found(String sql, TenantId tenant, String patientId) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql)
                        .bind("tenant", tenant.value())
                        .bind("id", patientId)
                        .mapTo(String.class)
                        .findOne()
                        .isPresent());
    }
}
