package dev.carewire.adapter.jdbi.copy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The next number of a table that the database numbers. It may exceed the numbers of all rows, if the latest were deleted. */
final class Numbering {

    private static final String H2 = "SELECT identity_base FROM information_schema.columns"
            + " WHERE table_schema = CURRENT_SCHEMA AND table_name = ? AND column_name = ?";
    private static final String POSTGRES = "SELECT pg_get_serial_sequence(?, ?)";

    private Numbering() {}

    static long next(Connection connection, String table, String column, boolean postgres) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(postgres ? POSTGRES : H2)) {
            query.setString(1, table);
            query.setString(2, column);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return postgres ? nextOf(connection, row.getString(1)) : row.getLong(1);
            }
        }
    }

    private static long nextOf(Connection connection, String sequence) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT last_value + CASE WHEN is_called THEN 1 ELSE 0 END FROM " + sequence)) {
            row.next();
            return row.getLong(1);
        }
    }

    static void continueAt(Connection connection, String table, String column, long next) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE " + table + " ALTER COLUMN " + column + " RESTART WITH " + next);
        }
    }
}
