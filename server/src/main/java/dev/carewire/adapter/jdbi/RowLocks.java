package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;

/**
 * Locks on single rows. Taken by a statement of their own, as PostgreSQL locks nothing that comes from the optional side of a
 * join.
 */
final class RowLocks {

    private RowLocks() {}

    /** Waits until the row of that id, if there is one, is the open transaction's. The table's name is written by us. */
    static void lock(Database database, String table, TenantId tenant, String id) {
        WhereClause wanted = new WhereClause("x", tenant).compare("x.id", "=", id);
        database.jdbi()
                .useHandle(handle -> wanted.bindTo(
                                handle.createQuery("SELECT x.id FROM " + table + " x" + wanted.sql() + " FOR UPDATE"))
                        .mapTo(String.class)
                        .findOne());
    }
}
