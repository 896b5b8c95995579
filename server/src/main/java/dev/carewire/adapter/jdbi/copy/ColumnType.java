package dev.carewire.adapter.jdbi.copy;

import static java.util.Map.entry;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the values of a column such that both databases accept them, and compares them in the same form. */
enum ColumnType {
    TEXT,
    /** The database fills the value with blanks. */
    PADDED_TEXT,
    INTEGER,
    DOUBLE,
    BOOLEAN,
    DATE,
    TIME,
    INSTANT,
    UUID,
    BYTES;

    /** By the names that the information schemas of H2 and PostgreSQL have for them. */
    private static final Map<String, ColumnType> BY_NAME = Map.ofEntries(
            entry("character varying", TEXT),
            entry("text", TEXT),
            entry("character large object", TEXT),
            entry("character", PADDED_TEXT),
            entry("smallint", INTEGER),
            entry("integer", INTEGER),
            entry("bigint", INTEGER),
            entry("double precision", DOUBLE),
            entry("boolean", BOOLEAN),
            entry("date", DATE),
            entry("time", TIME),
            entry("time without time zone", TIME),
            entry("timestamp with time zone", INSTANT),
            entry("uuid", UUID),
            entry("bytea", BYTES),
            entry("binary varying", BYTES));

    /**
     * The type of a column.
     *
     * @param name as the information schema has it
     * @throws CopyException if no column had this type so far
     */
    static ColumnType of(String name, String table, String column) {
        ColumnType type = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        if (type == null) {
            throw new CopyException("the column " + table + "." + column + " has the type " + name
                    + " (expected: one of " + BY_NAME.keySet().stream().sorted().toList() + ")");
        }
        return type;
    }

    /** A value of the current row; {@code column} counts from 1. */
    @Nullable
    Object read(ResultSet row, int column) throws SQLException {
        Object value = switch (this) {
            case TEXT -> row.getString(column);
            case PADDED_TEXT -> {
                String padded = row.getString(column);
                yield padded == null ? null : padded.stripTrailing();
            }
            case INTEGER -> row.getLong(column);
            case DOUBLE -> row.getDouble(column);
            case BOOLEAN -> row.getBoolean(column);
            case DATE -> row.getObject(column, LocalDate.class);
            case TIME -> row.getObject(column, LocalTime.class);
            case INSTANT -> row.getObject(column, OffsetDateTime.class);
            case UUID -> row.getObject(column, UUID.class);
            case BYTES -> row.getBytes(column);
        };
        return row.wasNull() ? null : value;
    }

    /** The bytes by which both databases' values are compared. */
    static byte[] canonical(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        Object shown = value instanceof OffsetDateTime time ? time.toInstant() : value;
        return shown.toString().getBytes(StandardCharsets.UTF_8);
    }
}
