package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import java.util.Map;

/**
 * Locks for what belongs to one person and has no row of its own to lock. These are the records of a patient that another system
 * keeps, the thresholds of a patient's values, and the preferences of a user. A tenant has {@value #PER_TENANT} locks, each shared
 * by many people: the table cannot grow with the ids that clients send. A transaction locks one person at most. Any thread; blocks.
 */
final class PersonLocks {

    private static final int PER_TENANT = 64;

    private final Database database;

    PersonLocks(Database database) {
        this.database = database;
    }

    /** Takes the person's lock until the open transaction ends. */
    void lock(TenantId tenant, String personId) {
        Map<String, ?> values = Map.of("tenant", tenant, "number", Math.floorMod(personId.hashCode(), PER_TENANT));
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
