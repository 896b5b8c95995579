package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The columns of one table and their values in a record; writes the statements that store a record. Every table also
 * has the column {@code tenant}. Immutable.
 *
 * @param <R> the record
 */
final class Columns<R> {

    private final Map<String, Function<R, ?>> values;

    private final Function<R, String> id;

    private Columns(Function<R, String> id, Map<String, Function<R, ?>> values) {
        this.id = id;
        this.values = values;
    }

    /** The column {@code id}, unique within a tenant. */
    static <R> Columns<R> id(Function<R, String> id) {
        return new Columns<>(id, Map.of()).and("id", id);
    }

    /**
     * Adds a column.
     *
     * @param value may return an {@code Optional}, which is stored as NULL when empty
     */
    Columns<R> and(String column, Function<R, ?> value) {
        Map<String, Function<R, ?>> more = new LinkedHashMap<>(values);
        more.put(column, value);
        return new Columns<>(id, more);
    }

    /** The id of a record. */
    String idOf(R row) {
        return id.apply(row);
    }

    boolean contain(String column) {
        return values.containsKey(column);
    }

    String insertInto(String table) {
        Set<String> names = values.keySet();
        return "INSERT INTO " + table + " (tenant, " + String.join(", ", names) + ") VALUES (:tenant, "
                + names.stream().map(name -> ":" + name).collect(Collectors.joining(", ")) + ")";
    }

    String update(String table) {
        return "UPDATE " + table + " SET "
                + values.keySet().stream()
                        .filter(name -> !name.equals("id"))
                        .map(name -> name + " = :" + name)
                        .collect(Collectors.joining(", "))
                + " WHERE tenant = :tenant AND id = :id";
    }

    /** Binds the values of a record, also to one part of a batch. */
    <S extends SqlStatement<S>> S bindTo(S statement, TenantId tenant, R row) {
        statement.bind("tenant", tenant);
        values.forEach((name, value) -> statement.bind(name, value.apply(row)));
        return statement;
    }
}
