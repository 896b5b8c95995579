package dev.carewire.adapter.jdbi.copy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as the schema describes it. Immutable.
 *
 * @param columns without those that the database computes
 * @param key the columns of the primary key; of a table without one, all
 * @param identity the column whose values the database numbers
 */
record Table(String name, List<Column> columns, List<String> key, Optional<String> identity) {

    static final int BATCH = 500;

    /** Of rows that may have 64 KiB of a file. */
    static final int FILE_BATCH = 50;

    /** A column and the type of its values. */
    record Column(String name, ColumnType type) {}

    Table {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** Rows that fit into memory at once. */
    int batch() {
        return columns.stream().anyMatch(column -> column.type() == ColumnType.BYTES) ? FILE_BATCH : BATCH;
    }

    /** Takes rows one at a time. */
    @FunctionalInterface
    interface RowSink {
        void accept(List<@Nullable Object> values) throws SQLException;
    }

    long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + name)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Reads all rows in the order of the key, holding {@link #batch} of them at a time. */
    void read(Connection connection, RowSink sink) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(batch());
            try (ResultSet rows = statement.executeQuery(
                    "SELECT " + columnNames() + " FROM " + name + " ORDER BY " + String.join(", ", key))) {
                while (rows.next()) {
                    sink.accept(values(rows));
                }
            }
        }
    }

    private List<@Nullable Object> values(ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(columns.get(i).type().read(row, i + 1));
        }
        return values;
    }

    /** The statement that inserts a row with its own numbers. */
    String insertion() {
        return "INSERT INTO " + name + " (" + columnNames() + ")"
                + (identity.isPresent() ? " OVERRIDING SYSTEM VALUE" : "") + " VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }

    private String columnNames() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
