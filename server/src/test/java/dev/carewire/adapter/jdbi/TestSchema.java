package dev.carewire.adapter.jdbi;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** An empty schema, for migrating the rows of an earlier version. */
final class TestSchema {

    private static final String H2_SETTINGS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";

    private final String name = "s" + UUID.randomUUID().toString().replace("-", "");
    private final String url;

    TestSchema(TestDatabases which) {
        url = which == TestDatabases.H2
                ? "jdbc:h2:mem:" + name + H2_SETTINGS
                : which.config().address().url();
    }

    /** Migrates to a version. */
    void migrate(String version) {
        Flyway.configure()
                .dataSource(url, "", "")
                .schemas(name)
                .locations("classpath:db/migration")
                .javaMigrations(new ForeignKeyRemoval())
                .target(version)
                .load()
                .migrate();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setSchema(name);
            connection.createStatement().execute(sql);
        }
    }

    /** The first value of a query's first row, as a text. */
    String value(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setSchema(name);
            ResultSet rows = connection.createStatement().executeQuery(sql);
            rows.next();
            return rows.getString(1);
        }
    }
}
