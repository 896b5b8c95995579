package dev.carewire.adapter.jdbi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** A copy of an embedded database's file, apart from any server: of a backup that is being written or restored. One thread. */
public final class DatabaseFile {

    private final Path file;
    private final DatabaseConnections connections;

    /**
     * The file of a copy.
     *
     * @param original has the credentials and parameters of the copy, too
     */
    public DatabaseFile(Path file, DatabaseConfig original) {
        this.file = file;
        this.connections = new DatabaseConnections(
                new DatabaseConfig(original.address().withFile(file), original.poolSize(), original.timeouts()));
    }

    /**
     * The version and the size of a database.
     *
     * @param schema the version of its newest migration; empty before the first one
     * @param rows number of rows by the name of the table
     */
    public record Contents(String schema, SortedMap<String, Long> rows) {}

    /**
     * Opens the database, which repairs what a killed server left, and counts its rows. Begins new
     * epochs of the event logs: clients load their state after a restore, and must not receive an event twice. Blocks.
     *
     * @throws UnusableDatabaseException if the file is not a readable database
     */
    public Contents prepare() {
        requireFile();
        try (Connection connection = connections.direct().getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = StartChecks.tables(statement);
            if (tables.contains(LogHeads.TABLE)) {
                LogHeads.beginEpochs(statement);
            }
            SortedMap<String, Long> rows = new TreeMap<>();
            for (String table : tables) {
                try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    count.next();
                    rows.put(table, count.getLong(1));
                }
            }
            MigrationInfo newest = info().current();
            return new Contents(newest == null ? "" : newest.getVersion().getVersion(), rows);
        } catch (SQLException | FlywayException failure) {
            throw unreadable(failure);
        }
    }

    /**
     * Makes sure that this program can open the database, if necessary after a migration. Blocks.
     *
     * @throws UnusableDatabaseException if the file is not a readable database, or one of a newer version
     */
    public void requireKnownSchema() {
        requireFile();
        try (Connection connection = connections.direct().getConnection()) {
            boolean isKnown = Stream.of(info().all())
                    .map(MigrationInfo::getState)
                    .allMatch(state -> state.isResolved() || !state.isApplied());
            if (!connection.isValid(0) || !isKnown) {
                throw new UnusableDatabaseException("the backup has a newer database schema than this version of"
                        + " CareWire (expected: the version that wrote the backup, or a later one)");
            }
        } catch (SQLException | FlywayException failure) {
            throw unreadable(failure);
        }
    }

    private MigrationInfoService info() {
        return Migrations.of(connections.direct()).info();
    }

    /** H2 would create a file that is missing. */
    private void requireFile() {
        if (!Files.exists(file)) {
            throw new UnusableDatabaseException("there is no database " + file);
        }
    }

    private static UnusableDatabaseException unreadable(Exception failure) {
        String state = failure instanceof SQLException sql ? " (SQL state " + sql.getSQLState() + ")" : "";
        return new UnusableDatabaseException(
                "the copy of the database is not readable" + state + " (expected: database.user and database.password"
                        + " of the server that wrote it, and a disk with free space)",
                failure);
    }
}
