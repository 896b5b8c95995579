package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.patient.PatientIndex;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A database of an earlier version finds and sorts its patients as new ones. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabases.class)
class PatientIndexingTest {

    /** More than one batch of the migration. */
    private static final int PATIENTS = 1_203;

    private static final String H2_SETTINGS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";

    private final String schema = "s" + UUID.randomUUID().toString().replace("-", "");
    private final String url;

    PatientIndexingTest(TestDatabases which) {
        url = which == TestDatabases.H2
                ? "jdbc:h2:mem:" + schema + H2_SETTINGS
                : which.config().address().url();
    }

    @Test
    void derivesTheTextsOfExistingPatients() throws SQLException {
        migrate("19");
        try (Connection connection = connection()) {
            insert(connection);
        }

        migrate("19.1");

        assertThat(read()).hasSize(PATIENTS).containsOnly(index("O’Brien", Optional.of("+49 (0)30 1234567")));
    }

    private static PatientIndex index(String lastName, Optional<String> phone) {
        return PatientIndex.of(
                Optional.of("Siobhán"), Optional.of(lastName), Optional.of("P-1"), phone, Optional.empty());
    }

    private static void insert(Connection connection) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement("INSERT INTO patients (tenant, id, code, first_name,"
                + " last_name, phone, balance_cents, created_at, updated_at) VALUES (?, 'p-1', 'P-1', 'Siobhán', 'O’Brien',"
                + " '+49 (0)30 1234567', 0, TIMESTAMP '2026-11-30 08:00:00', TIMESTAMP '2026-11-30 08:00:00')")) {
            for (int i = 0; i < PATIENTS; i++) {
                row.setString(1, "t-" + i);
                row.addBatch();
            }
            row.executeBatch();
        }
    }

    private List<PatientIndex> read() throws SQLException {
        List<PatientIndex> indexes = new ArrayList<>();
        try (Connection connection = connection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT search_text, phone_digits, sort_key FROM patients")) {
            while (row.next()) {
                indexes.add(new PatientIndex(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return indexes;
    }

    private Connection connection() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setSchema(schema);
        return connection;
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(url, "", "")
                .schemas(schema)
                .locations("classpath:db/migration")
                .javaMigrations(new ForeignKeyRemoval(), new PatientIndexing())
                .target(version)
                .load()
                .migrate();
    }
}
