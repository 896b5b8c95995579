package dev.carewire.adapter.jdbi;

import dev.carewire.command.RejectedException;
import dev.carewire.identity.TenantId;
import dev.carewire.record.RecordIds;
import dev.carewire.record.RecordQuery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One table of records, joined with the records that its rows refer to. A repository extends it by its own queries.
 * Every call is limited to one tenant and joins the thread's open transaction. Any thread; blocks.
 *
 * @param <R> the record
 */
class RecordTable<R> {

    final Database database;
    private final String name;
    private final String alias;
    private final String select;
    private final RowReader<R> reader;
    private final Columns<R> columns;

    /**
     * A table in {@code database}.
     *
     * @param alias the table's alias in {@code select}
     * @param select everything before WHERE
     * @param columns the stored columns of a record
     */
    RecordTable(Database database, String name, String alias, String select, RowReader<R> reader, Columns<R> columns) {
        this.database = database;
        this.name = name;
        this.alias = alias;
        this.select = select;
        this.reader = reader;
        this.columns = columns;
    }

    /** All rows of a tenant, for the caller to restrict. */
    WhereClause rows(TenantId tenant) {
        return new WhereClause(alias, tenant);
    }

    /**
     * The rows that a query asks for.
     *
     * @throws IllegalArgumentException if it asks for a reference that the table does not have
     */
    WhereClause rows(TenantId tenant, RecordQuery<?> query) {
        WhereClause wanted = rows(tenant).in(alias + ".status", query.statuses());
        query.references().forEach((reference, id) -> {
            String column = reference.name().toLowerCase(Locale.ROOT) + "_id";
            if (!columns.contain(column)) {
                throw new IllegalArgumentException(
                        "reference: " + reference + " (expected: one of the columns of " + name + ")");
            }
            wanted.compare(alias + "." + column, "=", id);
        });
        return wanted;
    }

    /** The row with that id. */
    private WhereClause row(TenantId tenant, String id) {
        return rows(tenant).compare(alias + ".id", "=", id);
    }

    /** The row with that id. */
    public Optional<R> find(TenantId tenant, String id) {
        return select(row(tenant, id), "").stream().findFirst();
    }

    /**
     * Locks a row until the open transaction ends, then reads it. The lock is a separate statement, because PostgreSQL
     * does not lock the optional side of a join.
     */
    public Optional<R> lock(TenantId tenant, String id) {
        lockRow(tenant, id);
        return find(tenant, id);
    }

    /** Locks a row until the open transaction ends, also one that {@link #rows(TenantId)} leaves out. */
    void lockRow(TenantId tenant, String id) {
        WhereClause wanted = new WhereClause(alias, tenant).compare(alias + ".id", "=", id);
        database.jdbi()
                .useHandle(handle -> wanted.bindTo(handle.createQuery(
                                "SELECT 1 FROM " + name + " " + alias + wanted.sql() + " FOR UPDATE"))
                        .mapTo(Integer.class)
                        .findOne());
    }

    /** The matching rows; {@code tail} follows WHERE, such as an order. */
    List<R> select(WhereClause wanted, String tail) {
        return database.jdbi()
                .withHandle(handle -> wanted.bindTo(handle.createQuery(select + wanted.sql() + tail))
                        .map((row, context) -> reader.read(row))
                        .list());
    }

    /** The first {@code limit} matching rows in an order. */
    List<R> select(WhereClause wanted, ListOrder order, int limit) {
        return select(wanted, order.sql(), limit);
    }

    /** The first {@code limit} matching rows in an order without an index, for a few rows. */
    List<R> select(WhereClause wanted, String order, int limit) {
        return select(wanted, " ORDER BY " + order + wanted.limit(limit));
    }

    /**
     * Adds a row.
     *
     * @throws RejectedException CONFLICT if the tenant has a row with this id, or with another value that a client gives
     *     and that is unique
     */
    public void insert(TenantId tenant, R row) {
        // A failed insert would end the transaction on PostgreSQL before the cause is known.
        if (write(insertIfNew(), tenant, row) == 0) {
            throw conflict(tenant, row);
        }
    }

    /** Why a new row was not added. A table with further unique columns names those that a client gives. */
    RuntimeException conflict(TenantId tenant, R row) {
        return find(tenant, columns.idOf(row)).isPresent()
                ? RecordIds.taken()
                : new IllegalStateException(name + ": a unique value of the new row is taken");
    }

    private String insertIfNew() {
        return columns.insertInto(name) + " ON CONFLICT DO NOTHING";
    }

    /** Replaces the row with that id, if there is one. */
    public void update(TenantId tenant, R row) {
        write(columns.update(name), tenant, row);
    }

    /**
     * Replaces the row with that id, or adds it.
     *
     * @return whether the row is new
     */
    public boolean put(TenantId tenant, R row) {
        return database.jdbi().inTransaction(handle -> {
            // The insert first: the update then also sees a row that a concurrent transaction has inserted.
            boolean added = write(insertIfNew(), tenant, row) > 0;
            if (!added) {
                update(tenant, row);
            }
            return added;
        });
    }

    /** Draws the next number of {@code series} and formats it. */
    String nextCode(TenantId tenant, String format, String series) {
        return database.jdbi().withHandle(handle -> String.format(format, Counters.next(handle, tenant, series)));
    }

    /**
     * Deletes a row.
     *
     * @return false if there is none
     */
    boolean deleteRow(TenantId tenant, String id) {
        return deleteRow(tenant, id, "", List.of());
    }

    /**
     * Deletes a row, unless a row of another table refers to it. A separate statement locks the row first: the deletion then sees
     * what other holders of the lock have committed.
     *
     * @param column the column of these tables that holds the id
     * @return false if nothing was deleted
     */
    boolean deleteRow(TenantId tenant, String id, String column, List<String> referringTables) {
        lockRow(tenant, id);
        StringBuilder sql = new StringBuilder("DELETE FROM " + name + " WHERE tenant = :tenant AND id = :id");
        for (String table : referringTables) {
            sql.append(" AND NOT EXISTS (SELECT 1 FROM " + table + " o WHERE o.tenant = :tenant AND o." + column
                    + " = :id)");
        }
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql.toString())
                                .bind("tenant", tenant)
                                .bind("id", id)
                                .execute()
                        > 0);
    }

    private int write(String sql, TenantId tenant, R row) {
        return database.jdbi()
                .withHandle(handle ->
                        columns.bindTo(handle.createUpdate(sql), tenant, row).execute());
    }
}
