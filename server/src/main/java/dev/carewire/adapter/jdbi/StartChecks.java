package dev.carewire.adapter.jdbi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out, before the first migration, that a database must not become one of this program. One thread. */
final class StartChecks {

    private static final Logger log = LoggerFactory.getLogger(StartChecks.class);

    private static final String HISTORY = "flyway_schema_history";
    private static final String TABLES =
            "SELECT table_name FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA"
                    + " AND table_type LIKE 'BASE%' ORDER BY table_name";
    private static final int NAMED_TABLES = 3;

    /** A database in which none of these has a row holds nothing that its users would miss. */
    private static final List<String> RECORDS =
            List.of("patients", "users", "threads", "notifications", "appointments", "vitals");

    private static final String SUFFIX = ".mv.db";

    private final DatabaseConfig config;
    private final DatabaseConnections connections;

    StartChecks(DatabaseConfig config, DatabaseConnections connections) {
        this.config = config;
        this.connections = connections;
    }

    /**
     * Blocks.
     *
     * @param use names the file of the embedded database, in use or not
     * @throws UnusableDatabaseException with the reason
     */
    void run(DatabaseUse use) throws SQLException {
        Optional<Path> embedded = use.embedded();
        try (Connection connection = connections.direct().getConnection();
                Statement statement = connection.createStatement()) {
            if (config.isPostgres()) {
                checkEncoding(statement);
            }
            List<String> tables = tables(statement);
            if (tables.contains(HISTORY)) {
                if (tables.contains(DatabaseUse.UNFINISHED_COPY)
                        && use.unfinished() == DatabaseUse.UnfinishedCopy.REFUSE) {
                    throw new UnusableDatabaseException("the database " + config.address()
                            + " holds an unfinished copy (expected: the same scripts/carewire copy again, which"
                            + " continues; or an empty database)");
                }
                if (config.isPostgres()) {
                    embedded.filter(Files::exists).ifPresent(StartChecks::mentionUnused);
                }
                return;
            }
            if (!tables.isEmpty()) {
                throw new UnusableDatabaseException(foreign(tables, connection.getSchema()));
            }
        }
        if (config.isPostgres()) {
            embedded.filter(StartChecks::holdsRecords).ifPresent(this::refuseBeside);
        }
    }

    private void checkEncoding(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW server_encoding")) {
            row.next();
            String encoding = row.getString(1);
            if (!encoding.equals("UTF8")) {
                throw new UnusableDatabaseException("the database " + config.direct() + " has the encoding " + encoding
                        + ", which cannot store every name (expected: UTF8, as by CREATE DATABASE clinic ENCODING 'UTF8'"
                        + " TEMPLATE template0)");
            }
        }
    }

    /** The names of the tables of the connection's schema. */
    static List<String> tables(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private String foreign(List<String> tables, String schema) {
        int others = tables.size() - NAMED_TABLES;
        return "the schema " + schema + " of " + config.direct() + " holds tables of another program: "
                + String.join(", ", tables.subList(0, Math.min(NAMED_TABLES, tables.size())))
                + (others > 0 ? " and " + others + " more" : "")
                + " (expected: an empty database of its own, or an empty schema that database.url selects)";
    }

    private static void mentionUnused(Path embedded) {
        log.atInfo().addKeyValue("file", embedded).log("database.url is set, the embedded database is not used");
    }

    private void refuseBeside(Path embedded) {
        throw new UnusableDatabaseException("database.url (DATABASE_URL) names the empty " + config.address() + ", but "
                + embedded
                + " holds records, which nobody would see any more (expected: scripts/carewire copy, which moves"
                + " them; or no database.url, to go on with the file; or the file in another folder, to start without"
                + " its records)");
    }

    /** Reads the file without changing it. One that cannot be read counts as one with records. */
    private static boolean holdsRecords(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        String path = file.toString();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + path.substring(0, path.length() - SUFFIX.length())
                                + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE;DATABASE_TO_LOWER=TRUE;MODE=PostgreSQL",
                        "",
                        "");
                Statement statement = connection.createStatement()) {
            for (String table : RECORDS) {
                try (ResultSet row = statement.executeQuery("SELECT 1 FROM " + table + " LIMIT 1")) {
                    if (row.next()) {
                        return true;
                    }
                }
            }
            return false;
        } catch (SQLException unreadable) {
            log.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("state", unreadable.getSQLState())
                    .log("the embedded database is not readable and counts as one with records");
            return true;
        }
    }
}
