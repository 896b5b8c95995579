package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases that the start refuses, and the lock that keeps a second server out. */
class DatabaseStartTest {

    private static final Duration SLACK = Duration.ofSeconds(10);
    private static final String POSTGRES =
            TestDatabases.POSTGRES.config().address().url();

    private final String name = "start_" + UUID.randomUUID().toString().replace("-", "");

    @TempDir
    private Path folder;

    @AfterEach
    void drop() throws SQLException {
        execute(POSTGRES, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    @Test
    void refusesADatabaseWithTablesOfAnotherProgram() throws SQLException {
        String url = create("ENCODING 'UTF8'");
        execute(url, "CREATE TABLE orders (id int)");
        assertThatThrownBy(() -> Database.open(config(url)))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessage("the schema public of " + url.split("[?]")[0] + " holds tables of another program: orders"
                        + " (expected: an empty database of its own, or an empty schema that database.url selects)");
    }

    @Test
    void refusesAnEmbeddedDatabaseOfAnotherProgram() throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("other");
        execute(url + ";DATABASE_TO_LOWER=TRUE", "CREATE TABLE orders (id int)");
        assertThatThrownBy(() -> Database.open(config(url)))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining("holds tables of another program: orders");
    }

    @Test
    void refusesTheMigrationsOfAnotherProgram() throws SQLException {
        String url = create("ENCODING 'UTF8'");
        Database.open(config(url)).close();
        execute(url, "UPDATE flyway_schema_history SET checksum = 7, description = 'orders' WHERE version = '1'");
        assertThatThrownBy(() -> Database.open(config(url)))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageStartingWith("another program, or another version of CareWire");
    }

    @Test
    void refusesAnEncodingThatCannotStoreEveryName() throws SQLException {
        String url = create("ENCODING 'LATIN1' LOCALE 'C'");
        assertThatThrownBy(() -> Database.open(config(url)))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining("has the encoding LATIN1, which cannot store every name (expected: UTF8");
    }

    @Test
    void refusesAnEmptyDatabaseBesideAnEmbeddedOneWithRecords() throws SQLException {
        Path file = folder.resolve("carewire.mv.db");
        DatabaseConfig embedded = config("jdbc:h2:file:" + folder.resolve("carewire"));
        String url = create("ENCODING 'UTF8'");
        Database.open(embedded).close();
        DatabaseUse use = new DatabaseUse(Optional.of("first"), Optional.of(file), other -> {});
        Database.open(config(url), use).close();
        drop();

        create("ENCODING 'UTF8'");
        try (Database database = Database.open(embedded)) {
            database.update("INSERT INTO users (tenant, id) VALUES ('t', 'u')", Map.of());
        }
        assertThatThrownBy(() -> Database.open(config(url), use))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining(
                        file + " holds records, which nobody would see any more (expected: scripts/carewire" + " copy");
        Database.open(config(url)).close();
        assertThatCode(() -> Database.open(config(url), use).close())
                .as("a database of CareWire is used, also beside the file that was copied to it")
                .doesNotThrowAnyException();
    }

    @Test
    void refusesASecondServerAndNamesTheFirst() throws SQLException {
        String url = create("ENCODING 'UTF8'");
        try (Database first = Database.open(config(url), use("CareWire process 7 on front-desk"))) {
            assertThat(first.isWritable()).isTrue();
            assertThatThrownBy(() -> Database.open(config(url), use("second")))
                    .isInstanceOf(UnusableDatabaseException.class)
                    .hasMessageContaining("the database is in use by CareWire process 7 on front-desk (127.0.0.1)");
        }
        Database.open(config(url), use("second")).close();
    }

    @Test
    void refusesASecondServerOfAnEmbeddedDatabaseAndNamesTheFirst() {
        String url = "jdbc:h2:file:" + folder.resolve("clinic");
        try (Database first = Database.open(config(url), use("CareWire process 7 on front-desk"))) {
            assertThat(first.isWritable()).isTrue();
            assertThatThrownBy(() -> Database.open(config(url), use("second")))
                    .isInstanceOf(UnusableDatabaseException.class)
                    .hasMessageContaining("the database is in use by CareWire process 7 on front-desk");
        }
        Database.open(config(url), use("second")).close();
    }

    /** A supervisor restarts a killed server at once. */
    @ParameterizedTest
    @EnumSource(TestDatabases.class)
    void locksTheDatabaseOfAKilledProcessWithinASecond(TestDatabases which) throws Exception {
        String url = which == TestDatabases.H2 ? "jdbc:h2:file:" + folder.resolve("killed") : create("ENCODING 'UTF8'");
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        LockHolder.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = holder.inputReader()) {
            assertThat(output.readLine()).isEqualTo("true");
            holder.destroyForcibly();
            long killed = System.nanoTime();
            Database.open(config(url), use("next")).close();
            // One second, and slack for a loaded machine.
            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(3));
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void takesTheLockAgainAfterItsSessionHasEnded() throws SQLException {
        String url = create("ENCODING 'UTF8'");
        try (Database first = Database.open(config(url), use("first"))) {
            assertThat(terminate(url, "first")).isPositive();
            await().atMost(SLACK).until(() -> sessions(url, "first") == 1);
            await().atMost(SLACK).until(first::isWritable);
        }
    }

    @Test
    void stopsAfterAnotherServerHasTakenTheLock() throws Exception {
        String url = create("ENCODING 'UTF8'");
        CompletableFuture<String> takenOver = new CompletableFuture<>();
        try (Database first = Database.open(
                        config(url), new DatabaseUse(Optional.of("first"), Optional.empty(), takenOver::complete));
                Connection second = DriverManager.getConnection(url + "&ApplicationName=second");
                Statement statement = second.createStatement()) {
            // The first server cannot connect until the second one has the lock.
            execute(POSTGRES, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name
                    + "' AND pid <> pg_backend_pid()");
            statement.execute("SELECT pg_advisory_lock(hashtext('carewire'), hashtext(current_schema()::text))");
            execute(POSTGRES, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
            assertThat(takenOver.get(SLACK.toSeconds(), TimeUnit.SECONDS)).startsWith("second");
            await().atMost(SLACK).until(() -> !first.isWritable());
        }
    }

    /** Of this test, also if its runner has a loader of its own. */
    private static String classPath() {
        return LockHolder.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static DatabaseUse use(String holder) {
        return new DatabaseUse(Optional.of(holder), Optional.empty(), other -> {});
    }

    private static DatabaseConfig config(String url) {
        return new DatabaseConfig(url, "", "", 2, Duration.ofSeconds(10));
    }

    /** An empty database of this test. */
    private String create(String options) throws SQLException {
        execute(POSTGRES, "CREATE DATABASE " + name + " TEMPLATE template0 " + options);
        return POSTGRES.replaceFirst("/[^/?]+([?]|$)", "/" + name + "$1");
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int terminate(String url, String application) throws SQLException {
        return count(
                url,
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '" + application
                        + "'");
    }

    private static int sessions(String url, String application) throws SQLException {
        return count(
                url,
                "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory'"
                        + " AND application_name = '" + application + "'");
    }

    private static int count(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
