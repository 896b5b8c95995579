package dev.carewire.adapter.jdbi.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jdbi.DatabaseUse;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.adapter.jdbi.UnusableDatabaseException;
import dev.carewire.file.DataFiles;
import java.io.BufferedReader;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies of whole databases between H2 and PostgreSQL. */
class DatabaseCopyTest {

    private static final String POSTGRES =
            TestDatabases.POSTGRES.config().address().url();
    private static final DatabaseCopy.Progress SILENT = (rows, total) -> {};
    /** Of two databases whose servers have the same data folder, in which there are none. */
    static final AttachmentCopy ATTACHMENTS =
            new AttachmentCopy(new DataFiles(Path.of("none")), new DataFiles(Path.of("none")));

    private static final int ROWS = 3;
    private static final int NEXT_NUMBER = 1_000;
    private static final int PATIENTS = 2 * Table.BATCH + 7;
    private static final Set<String> OWN = Set.of("flyway_schema_history");

    private final String name = "copy_" + UUID.randomUUID().toString().replace("-", "");
    private final String postgres = POSTGRES.replaceFirst("/[^/?]+([?]|$)", "/" + name + "$1");

    @TempDir
    private Path folder;

    @BeforeEach
    void create() throws SQLException {
        execute(POSTGRES, "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
    }

    @AfterEach
    void drop() throws SQLException {
        execute(POSTGRES, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    @Test
    void copiesEveryRowOfEveryTableToPostgresAndBack() throws SQLException {
        fill(h2("first"));
        Map<String, List<String>> expected = contents(h2("first"));
        assertThat(expected).allSatisfy((table, rows) -> assertThat(rows).hasSize(ROWS));

        DatabaseCopy.Copied copied = DatabaseCopy.run(h2("first"), config(postgres), ATTACHMENTS, "copy", SILENT);
        assertThat(copied).isEqualTo(new DatabaseCopy.Copied((long) expected.size() * ROWS, expected.size()));
        assertThat(contents(config(postgres))).isEqualTo(expected);
        DatabaseCopy.run(config(postgres), h2("second"), ATTACHMENTS, "copy", SILENT);
        assertThat(contents(h2("second"))).isEqualTo(expected);
    }

    /** The latest rows may have been deleted; their numbers must not be given again. */
    @Test
    void continuesTheNumbersOfTheSource() throws SQLException {
        fill(h2("first"));
        DatabaseCopy.run(h2("first"), config(postgres), ATTACHMENTS, "copy", SILENT);
        DatabaseCopy.run(config(postgres), h2("second"), ATTACHMENTS, "copy", SILENT);
        for (DatabaseConfig copy : List.of(config(postgres), h2("second"))) {
            inDatabase(copy, connection -> {
                for (Table table : new Schema(connection, OWN).tables()) {
                    if (table.identity().isPresent()) {
                        long next = Numbering.next(
                                connection,
                                table.name(),
                                table.identity().get(),
                                copy.address().isPostgres());
                        assertThat(next).as(table.name()).isEqualTo(NEXT_NUMBER);
                    }
                }
            });
        }
    }

    @Test
    void continuesAfterItWasKilled() throws Exception {
        fillPatients(h2("clinic"));
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        CopyHolder.class.getName(),
                        h2("clinic").address().url(),
                        postgres)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = killed.inputReader()) {
            assertThat(output.readLine()).isEqualTo(String.valueOf(Table.BATCH));
        } finally {
            killed.destroyForcibly().waitFor();
        }
        assertThatThrownBy(() -> Database.open(config(postgres)))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining("holds an unfinished copy (expected: the same scripts/carewire copy again");
        assertThatThrownBy(() -> DatabaseCopy.run(empty("other"), config(postgres), ATTACHMENTS, "copy", SILENT))
                .isInstanceOf(CopyException.class)
                .hasMessageContaining(
                        "holds an unfinished copy of " + h2("clinic").address());

        List<Long> reported = new ArrayList<>();
        DatabaseCopy.Copied copied = DatabaseCopy.run(
                h2("clinic"), config(postgres), ATTACHMENTS, "copy", (rows, total) -> reported.add(rows));
        assertThat(reported).containsExactly((long) Table.BATCH, 2L * Table.BATCH, (long) PATIENTS);
        assertThat(copied.rows()).isEqualTo(PATIENTS);
        Database.open(config(postgres)).close();
        assertThat(contents(config(postgres))).isEqualTo(contents(h2("clinic")));
    }

    @Test
    void reportsASourceThatHasChangedSinceTheCopyBegan() throws SQLException {
        fillPatients(h2("clinic"));
        assertThatThrownBy(
                        () -> DatabaseCopy.run(h2("clinic"), config(postgres), ATTACHMENTS, "copy", (rows, total) -> {
                            throw new IllegalStateException("stopped");
                        }))
                .isInstanceOf(IllegalStateException.class);
        inDatabase(
                h2("clinic"), connection -> update(connection, "UPDATE patients SET last_name = 'x' WHERE id = 'v1'"));
        assertThatThrownBy(() -> DatabaseCopy.run(h2("clinic"), config(postgres), ATTACHMENTS, "copy", SILENT))
                .isInstanceOf(CopyException.class)
                .hasMessageStartingWith("table patients differs: " + PATIENTS + " rows in the source, " + PATIENTS);
    }

    @Test
    void refusesATargetWithOtherRecords() throws SQLException {
        fillPatients(h2("clinic"));
        empty("other");
        inDatabase(h2("other"), connection -> update(connection, "INSERT INTO users (tenant, id) VALUES ('t', 'u')"));
        assertThatThrownBy(() -> DatabaseCopy.run(h2("clinic"), h2("other"), ATTACHMENTS, "copy", SILENT))
                .isInstanceOf(CopyException.class)
                .hasMessageEndingWith("holds records: users (rows: 1) (expected: an empty database)");
    }

    @Test
    void refusesDatabasesInUse() throws SQLException {
        empty("clinic");
        for (DatabaseConfig used : List.of(h2("clinic"), config(postgres))) {
            try (Database server = Database.open(
                    used, new DatabaseUse(Optional.of("CareWire process 7"), Optional.empty(), other -> {}))) {
                assertThat(server.isWritable()).isTrue();
                assertThatThrownBy(() -> DatabaseCopy.run(h2("clinic"), config(postgres), ATTACHMENTS, "copy", SILENT))
                        .isInstanceOf(UnusableDatabaseException.class)
                        .hasMessageContaining("the database is in use by CareWire process 7");
            }
        }
        assertThatThrownBy(() -> DatabaseCopy.run(h2("clinic"), h2("clinic"), ATTACHMENTS, "copy", SILENT))
                .hasMessageStartingWith("source and target are the same database");
        assertThatThrownBy(() -> DatabaseCopy.run(h2("absent"), h2("clinic"), ATTACHMENTS, "copy", SILENT))
                .hasMessageContaining("there is no database ");
    }

    /** H2 collected all rows of a table in memory first: too many for a table of files. */
    @Test
    @Timeout(60)
    void readsTheEmbeddedDatabaseOneRowAfterTheOther() throws SQLException {
        inDatabase(empty("clinic"), connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM SYSTEM_RANGE(1, 1000000000000)")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(1);
            }
        });
    }

    /** The message of the driver would quote the value. */
    @Test
    void namesTheTableOfATextThatTheTargetCannotStoreAndNothingElse() throws SQLException {
        empty("clinic");
        inDatabase(
                h2("clinic"),
                connection -> update(connection, "INSERT INTO users (tenant, id) VALUES ('t', 'marker' || CHAR(0))"));
        assertThatThrownBy(() -> DatabaseCopy.run(h2("clinic"), config(postgres), ATTACHMENTS, "copy", SILENT))
                .isInstanceOf(CopyException.class)
                .hasMessageStartingWith("table users: not copied (SQL state 22021)");
    }

    private DatabaseConfig h2(String file) {
        return config("jdbc:h2:file:" + folder.resolve(file));
    }

    private DatabaseConfig empty(String file) {
        Database.open(h2(file)).close();
        return h2(file);
    }

    private static DatabaseConfig config(String url) {
        return new DatabaseConfig(url, "", "", 2, Duration.ofSeconds(10));
    }

    /** Rows in every table that the schema has; equal texts satisfy the references. */
    private static void fill(DatabaseConfig config) throws SQLException {
        inDatabase(config, connection -> {
            for (Table table : new Schema(connection, OWN).tables()) {
                insert(connection, table, ROWS);
                if (table.identity().isPresent()) {
                    Numbering.continueAt(
                            connection, table.name(), table.identity().get(), NEXT_NUMBER);
                }
            }
        });
    }

    private static void fillPatients(DatabaseConfig config) throws SQLException {
        inDatabase(config, connection -> {
            for (Table table : new Schema(connection, OWN).tables()) {
                if (table.name().equals("patients")) {
                    insert(connection, table, PATIENTS);
                }
            }
        });
    }

    private static void insert(Connection connection, Table table, int rows) throws SQLException {
        try (PreparedStatement insertion = connection.prepareStatement(table.insertion())) {
            for (int row = 1; row <= rows; row++) {
                for (int column = 0; column < table.columns().size(); column++) {
                    insertion.setObject(
                            column + 1, value(table.columns().get(column).type(), row, column));
                }
                insertion.addBatch();
            }
            insertion.executeBatch();
        }
    }

    /** Later columns have later times, as a check demands. */
    private static Object value(ColumnType type, int row, int column) {
        return switch (type) {
            case TEXT -> row == 2 ? "ü😀2" : "v" + row;
            case PADDED_TEXT -> "p" + row;
            case INTEGER -> row;
            case DOUBLE -> row + 1 / 3.0;
            case BOOLEAN -> row % 2 == 0;
            case DATE -> LocalDate.of(2026, 2, 27).plusDays(row);
            case TIME -> LocalTime.of(row % 24, 30);
            case INSTANT ->
                OffsetDateTime.of(2026, 11, 1, 0, column, 0, 123_000_000, ZoneOffset.ofHours(-5))
                        .plusHours(row);
            case UUID -> new UUID(row, column);
            case BYTES -> new byte[] {0, (byte) row, -1};
        };
    }

    /** The rows of each table, by a query of the test's own. */
    private static Map<String, List<String>> contents(DatabaseConfig config) throws SQLException {
        Map<String, List<String>> contents = new TreeMap<>();
        inDatabase(config, connection -> {
            for (String table : tables(connection)) {
                List<String> rows = new ArrayList<>();
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
                    int columns = row.getMetaData().getColumnCount();
                    while (row.next()) {
                        StringBuilder text = new StringBuilder();
                        for (int i = 1; i <= columns; i++) {
                            text.append(shown(row, i)).append('|');
                        }
                        rows.add(text.toString());
                    }
                }
                contents.put(table, rows.stream().sorted().toList());
            }
        });
        return contents;
    }

    private static String shown(ResultSet row, int column) throws SQLException {
        String type = row.getMetaData().getColumnTypeName(column).toLowerCase(Locale.ROOT);
        if (type.startsWith("timestamp")) {
            OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
            return time == null ? "null" : time.toInstant().toString();
        }
        if (type.equals("bytea") || type.startsWith("binary")) {
            return Arrays.toString(row.getBytes(column));
        }
        if (type.startsWith("bool")) {
            return String.valueOf(row.getBoolean(column));
        }
        return String.valueOf(row.getString(column)).stripTrailing();
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA"
                                + " AND table_name <> 'flyway_schema_history'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    private static void inDatabase(DatabaseConfig config, Work work) throws SQLException {
        try (Database database = Database.open(config);
                Connection connection = database.openForCopy()) {
            work.run(connection);
        }
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            update(connection, sql);
        }
    }

    /** Of this test, also if its runner has a loader of its own. */
    private static String classPath() {
        return CopyHolder.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }
}
