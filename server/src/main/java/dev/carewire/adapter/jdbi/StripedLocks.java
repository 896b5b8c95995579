package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Locks for things that have no row of their own to lock. A tenant has {@value #PER_TENANT} locks of each kind, each shared by
 * many things: the tables cannot grow with the ids that clients send. Any thread; blocks.
 */
final class StripedLocks {

    private static final int PER_TENANT = 64;

    private final Database database;
    private final String table;

    private StripedLocks(Database database, String table) {
        this.database = database;
        this.table = table;
    }

    /**
     * Locks for what belongs to one person. These are the records of a patient that another system keeps, the thresholds of a
     * patient's values, and the preferences of a user. A transaction locks one person at most.
     */
    static StripedLocks ofPeople(Database database) {
        return new StripedLocks(database, "patient_locks");
    }

    /** Locks for the calendars of doctors and rooms. */
    static StripedLocks ofCalendars(Database database) {
        return new StripedLocks(database, "calendar_locks");
    }

    /** Takes the lock of one thing until the open transaction ends. */
    void lock(TenantId tenant, String thing) {
        lock(tenant, List.of(thing));
    }

    /**
     * Takes the locks of several things until the open transaction ends, in the order of their numbers. A transaction calls
     * this at most once: a second call would not respect that order.
     */
    void lock(TenantId tenant, Collection<String> things) {
        TreeSet<Integer> numbers = new TreeSet<>();
        things.forEach(thing -> numbers.add(Math.floorMod(thing.hashCode(), PER_TENANT)));
        numbers.forEach(number -> lock(Map.of("tenant", tenant, "number", number)));
    }

    private void lock(Map<String, ?> values) {
        if (!select(values)) {
            database.update(
                    "INSERT INTO " + table + " (tenant, number) VALUES (:tenant, :number) ON CONFLICT DO NOTHING",
                    values);
            select(values);
        }
    }

    private boolean select(Map<String, ?> values) {
        return database.find(
                        "SELECT number FROM " + table + " WHERE tenant = :tenant AND number = :number FOR UPDATE",
                        values,
                        row -> row.getInt("number"))
                .isPresent();
    }
}
