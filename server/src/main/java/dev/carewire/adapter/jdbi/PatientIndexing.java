package dev.carewire.adapter.jdbi;

import dev.carewire.patient.PatientIndex;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.migration.Context;

/** The migration that derives the texts by which existing patients are found and sorted. It is no SQL file, because Java derives them. */
final class PatientIndexing extends CodeMigration {

    private static final int BATCH = 500;

    PatientIndexing() {
        super("19.1", "patient index");
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (PreparedStatement read = connection.prepareStatement(
                        "SELECT tenant, id, code, first_name, last_name, phone, email FROM patients");
                PreparedStatement write = connection.prepareStatement("UPDATE patients SET search_text = ?,"
                        + " phone_digits = ?, sort_key = ? WHERE tenant = ? AND id = ?")) {
            read.setFetchSize(BATCH);
            try (ResultSet row = read.executeQuery()) {
                int pending = 0;
                while (row.next()) {
                    add(write, row);
                    if (++pending == BATCH) {
                        write.executeBatch();
                        pending = 0;
                    }
                }
                write.executeBatch();
            }
        }
    }

    private static void add(PreparedStatement write, ResultSet row) throws SQLException {
        PatientIndex index = PatientIndex.of(
                text(row, "first_name"),
                text(row, "last_name"),
                text(row, "code"),
                text(row, "phone"),
                text(row, "email"));
        write.setString(1, index.searchText());
        write.setString(2, index.phoneDigits());
        write.setString(3, index.sortKey());
        write.setString(4, row.getString("tenant"));
        write.setString(5, row.getString("id"));
        write.addBatch();
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
