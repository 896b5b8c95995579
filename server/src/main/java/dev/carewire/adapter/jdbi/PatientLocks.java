package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import java.util.Map;

/**
 * Locks for the records of patients that another system keeps, so that changes of one patient's records wait for each other. A
 * tenant has {@value #PER_TENANT} locks, each shared by many patients: the table cannot grow with the ids that clients send. A
 * transaction locks one patient at most. Any thread; blocks.
 */
final class PatientLocks {

    private static final int PER_TENANT = 64;

    private final Database database;

    PatientLocks(Database database) {
        this.database = database;
    }

    /** Takes the patient's lock until the open transaction ends. */
    void lock(TenantId tenant, String patientId) {
        Map<String, ?> values = Map.of("tenant", tenant, "number", Math.floorMod(patientId.hashCode(), PER_TENANT));
        if (!select(values)) {
            database.update(
                    "INSERT INTO patient_locks (tenant, number) VALUES (:tenant, :number) ON CONFLICT DO NOTHING",
                    values);
            select(values);
        }
    }

    private boolean select(Map<String, ?> values) {
        return database.find(
                        "SELECT number FROM patient_locks WHERE tenant = :tenant AND number = :number FOR UPDATE",
                        values,
                        row -> row.getInt("number"))
                .isPresent();
    }
}
