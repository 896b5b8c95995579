package dev.carewire.adapter.jdbi.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jdbi.UnusableDatabaseException;
import dev.carewire.adapter.jdbi.backup.Restore.Existing;
import dev.carewire.file.DataFiles;
import dev.carewire.file.DataFolder;
import dev.carewire.file.LockFile;
import dev.carewire.file.UnusableFolderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a data folder with and without a server, and what a restore refuses. */
class BackupTest {

    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private static final Backup.Origin ORIGIN = new Backup.Origin("backup 7 on front-desk", "1.0", NOW);
    private static final Progress SILENT = (bytes, total) -> {};
    private static final String ATTACHMENT = UUID.randomUUID().toString();
    private static final String CONTENT = "an image";
    private static final int ROWS = 300;
    private static final String SECRET = "the secret of the demo";

    @TempDir
    private Path home;

    private DataFiles files;
    private Path archive;

    @BeforeEach
    void fill() throws Exception {
        files = new DataFiles(home.resolve("data"));
        archive = home.resolve("backup.zip");
        Path attachment =
                files.attachments().resolve(ATTACHMENT.substring(0, 2)).resolve(ATTACHMENT);
        Files.createDirectories(attachment.getParent());
        Files.writeString(attachment, CONTENT);
        Files.createDirectories(files.drafts());
        Files.writeString(files.drafts().resolve(ATTACHMENT), "not complete");
        Files.writeString(files.secret(), SECRET);
        change("INSERT INTO rooms (tenant, id, name, door) VALUES ('t', 'first', 'Room', '1')");
        change("INSERT INTO log_heads (tenant, epoch, base, seq) VALUES ('t', 'original', 0, 1)");
        change("INSERT INTO event_log (tenant, seq, stored_at, body) VALUES ('t', 1, CURRENT_TIMESTAMP, '{}')");
    }

    @Test
    void restoresWhatAStoppedServerHad() throws Exception {
        Backup.Written written = Backup.run(archive, files, config(files), ORIGIN, SILENT);
        assertThat(written.attachments()).isEqualTo(1);
        assertThat(written.bytes()).isEqualTo(Files.size(archive));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");
        assertNothingLeft();

        DataFiles other = new DataFiles(home.resolve("other"));
        Restore.Restored restored = restore(other, Existing.REFUSE);
        assertThat(restored.created()).isEqualTo(NOW);
        assertThat(restored.rows()).isEqualTo(written.rows());
        assertThat(restored.replaced()).isEmpty();
        assertThat(count(other, "rooms")).isEqualTo(1);
        assertThat(Files.readString(attachment(other))).isEqualTo(CONTENT);
        assertThat(Files.readString(other.secret())).isEqualTo(SECRET);
        assertThat(other.drafts()).doesNotExist();
    }

    /** Clients load their state after a restore. */
    @Test
    void restoresNoEventsThatTheServerMayHaveSent() throws Exception {
        assertThat(count(files, "event_log")).isEqualTo(1);
        Backup.run(archive, files, config(files), ORIGIN, SILENT);
        DataFiles other = new DataFiles(home.resolve("other"));
        restore(other, Existing.REFUSE);
        assertThat(count(other, "event_log")).isZero();
        assertThat(count(other, "log_heads WHERE epoch <> 'original' AND base = 1 AND seq = 1"))
                .isEqualTo(1);
        assertThat(count(files, "log_heads WHERE epoch = 'original'")).isEqualTo(1);
        assertThat(count(files, "event_log")).isEqualTo(1);
    }

    @Test
    void backsUpUnderWrites() throws Exception {
        Hold hold = new Hold();
        int before = 1;
        int during = 0;
        try (DataFolder data = DataFolder.open(files.folder(), "the server");
                Database database = Database.open(config(files));
                Connection connection = database.openForCopy();
                Statement statement = connection.createStatement()) {
            SnapshotWriter server = writer(data, database, hold);
            for (int i = 0; i < ROWS; i++, before++) {
                statement.execute(room("before-" + i));
            }
            CompletableFuture<Backup.Written> backup =
                    CompletableFuture.supplyAsync(() -> Backup.run(archive, files, config(files), ORIGIN, SILENT));
            while (!backup.isDone()) {
                server.look();
                statement.execute(room("during-" + during++));
            }
            assertThat(backup.get().attachments()).isEqualTo(1);
            server.look();
        }
        assertThat(hold.log).containsExactly("begin", "end");
        assertNothingLeft();
        DataFiles other = new DataFiles(home.resolve("other"));
        restore(other, Existing.REFUSE);
        assertThat(count(other, "rooms")).isBetween((long) before, (long) before + during);
        assertThat(count(files, "rooms")).isEqualTo(before + during);
    }

    @Test
    void refusesASecondBackupMeanwhile() throws Exception {
        Files.createDirectories(files.exchange());
        try (LockFile other = LockFile.take(Exchange.of(files).lock(), "backup 8", IllegalStateException::new)) {
            assertThat(other).isNotNull();
            assertRefused(archive, "another backup of this data folder is running: backup 8");
        }
        assertThat(archive).doesNotExist();
    }

    @Test
    void reportsAServerThatCannotWriteASnapshotOrStops() throws Exception {
        DataFolder data = DataFolder.open(files.folder(), "the server");
        try {
            SnapshotWriter full = SnapshotWriter.open(
                    files,
                    config(files),
                    snapshot -> {
                        throw new SQLException("full", "90028", new IOException("No space left on device"));
                    },
                    new SnapshotWriter.Hold(() -> {}, () -> {}));
            CompletableFuture<String> refused = refusal();
            while (!refused.isDone()) {
                full.look();
            }
            assertThat(refused.get()).contains("could not write a snapshot of its database: No space left on device");

            CompletableFuture<String> stopped = refusal();
            while (Exchange.of(files).request().isEmpty()) {
                Thread.onSpinWait();
            }
            data.close();
            assertThat(stopped.get()).contains("the server has stopped meanwhile");
        } finally {
            data.close();
        }
        assertNothingLeft();
    }

    /** A command that was killed has released its lock, but not deleted its request. */
    @Test
    void deletesTheSnapshotOfAKilledCommand() throws Exception {
        Hold hold = new Hold();
        Exchange exchange = Exchange.of(files);
        Files.createDirectories(files.exchange());
        try (DataFolder data = DataFolder.open(files.folder(), "the server");
                Database database = Database.open(config(files))) {
            SnapshotWriter server = writer(data, database, hold);
            LockFile command = LockFile.take(exchange.lock(), "backup 8", IllegalStateException::new);
            exchange.request("1");
            while (exchange.answer().isEmpty()) {
                server.look();
            }
            assertThat(exchange.snapshot()).exists();
            command.close();
            server.look();
        }
        assertThat(hold.log).containsExactly("begin", "end");
        assertNothingLeft();
    }

    @Test
    void deletesWhatAKilledServerAndAKilledCommandLeft() throws Exception {
        Exchange exchange = Exchange.of(files);
        Files.createDirectories(files.exchange());
        Files.writeString(exchange.draft(), "half");
        try (DataFolder data = DataFolder.open(files.folder(), "the server");
                Database database = Database.open(config(files))) {
            writer(data, database, new Hold());
        }
        assertNothingLeft();

        AtomicReference<Path> scratch = new AtomicReference<>();
        Backup.run(
                archive,
                files,
                config(files),
                ORIGIN,
                (bytes, total) -> scratch.set(scratches(home).get(0)));
        Files.createDirectories(scratch.get());
        Files.writeString(scratch.get().resolve("archive"), "half");
        Files.delete(archive);
        Backup.run(archive, files, config(files), ORIGIN, SILENT);
        assertNothingLeft();
    }

    @Test
    void refusesWhatItCannotBackUp() throws Exception {
        Files.writeString(archive, "another file");
        assertRefused(archive, "exists (expected: the name of a new file)");
        assertThat(archive).hasContent("another file");
        assertRefused(home.resolve("none/backup.zip"), "there is no folder");
        DatabaseConfig postgres =
                new DatabaseConfig("postgres://carewire@db.example/clinic", "", "", 1, Duration.ofSeconds(10));
        assertThatThrownBy(() -> Backup.run(home.resolve("new.zip"), files, postgres, ORIGIN, SILENT))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("pg_dump")
                .hasMessageContaining("docs/operations.md");
        Files.delete(files.database());
        assertRefused(home.resolve("new.zip"), "there is no database");
    }

    @Test
    void replacesRecordsOnlyIfForced() throws Exception {
        Backup.run(archive, files, config(files), ORIGIN, SILENT);
        change(room("later"));
        assertThatThrownBy(() -> restore(files, Existing.REFUSE))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("holds records (expected: an empty data folder; or --force");
        assertThat(count(files, "rooms")).isEqualTo(2);

        Path replaced = restore(files, Existing.SET_ASIDE).replaced().orElseThrow();
        assertThat(replaced).isEqualTo(files.folder().resolve("replaced-2026-11-30T08-00-00Z"));
        assertThat(count(files, "rooms")).isEqualTo(1);
        assertThat(count(new DataFiles(replaced), "rooms")).isEqualTo(2);
        assertThat(attachment(new DataFiles(replaced))).hasContent(CONTENT);
        assertThat(attachment(files)).hasContent(CONTENT);
    }

    @Test
    void restoresNothingWhileAServerRuns() throws Exception {
        Backup.run(archive, files, config(files), ORIGIN, SILENT);
        try (DataFolder data = DataFolder.open(files.folder(), "process 7")) {
            assertThatThrownBy(() -> restore(files, Existing.SET_ASIDE))
                    .isInstanceOf(UnusableFolderException.class)
                    .hasMessageContaining("is in use by process 7");
            assertThat(data.files().database()).exists();
        }
    }

    @Test
    void restoresNothingOfADamagedBackup() throws Exception {
        Backup.run(archive, files, config(files), ORIGIN, SILENT);
        byte[] whole = Files.readAllBytes(archive);
        assertDamaged(rewrite("attachments/", (name, content) -> content + "!"), "differs from the manifest");
        assertDamaged(rewrite(Manifest.NAME, (name, content) -> content.replace("format 1", "format 2")), "format 2");
        assertDamaged(rewrite(Manifest.NAME, (name, content) -> "format"), "not a complete backup");
        assertDamaged(
                rewrite(Manifest.NAME, (name, content) -> content.replace("attachments/", "attachments/../../")),
                "a file that does not belong to a backup");
        assertDamaged(
                rewrite(Manifest.NAME, (name, content) -> content.replaceAll("member [^\n]*attachments[^\n]*\n", "")),
                "other files than its manifest");
        assertDamaged(
                Files.write(home.resolve("short.zip"), Arrays.copyOf(whole, whole.length - 1000)),
                "not a complete backup");
        assertDamaged(home.resolve("missing.zip"), "there is no file");
    }

    private void assertDamaged(Path damaged, String reason) throws IOException {
        assertThatThrownBy(() -> new Restore(damaged, config(files), "restore", Existing.SET_ASIDE, SILENT)
                        .run(files.folder(), NOW))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(reason);
        assertThat(files.database()).exists();
        assertThat(attachment(files)).hasContent(CONTENT);
        assertNothingLeft();
    }

    /** A copy of the archive in which the entries whose names begin like this are changed. */
    private Path rewrite(String beginning, BinaryOperator<String> change) throws IOException {
        Path changed = home.resolve(UUID.randomUUID() + ".zip");
        try (ZipFile from = new ZipFile(archive.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (ZipEntry entry : from.stream().toList()) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(
                        entry.getName().startsWith(beginning)
                                ? change.apply(entry.getName(), new String(content, UTF_8))
                                        .getBytes(UTF_8)
                                : content);
            }
        }
        return changed;
    }

    @Test
    void restoresNoBackupOfANewerVersion() throws Exception {
        change("INSERT INTO \"flyway_schema_history\" SELECT \"installed_rank\" + 1000, '9999', \"description\","
                + " \"type\", \"script\", \"checksum\", \"installed_by\", \"installed_on\", \"execution_time\","
                + " \"success\" FROM \"flyway_schema_history\" WHERE \"version\" = '1'");
        Backup.run(archive, files, config(files), ORIGIN, SILENT);
        DataFiles other = new DataFiles(home.resolve("other"));
        assertThatThrownBy(() -> restore(other, Existing.REFUSE))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining("newer database schema than this version of CareWire");
        assertThat(other.database()).doesNotExist();
        assertThat(other.staged().folder()).doesNotExist();
    }

    /** The places at which a restore may be killed; a start of a server follows. */
    @Test
    void leavesTheEarlierOrTheNewRecordsWhenItIsKilled() throws Exception {
        DataFiles earlier = new DataFiles(home.resolve("earlier"));
        Files.createDirectories(earlier.folder());
        Files.writeString(earlier.database(), "earlier");
        Files.createDirectories(earlier.staged().folder());
        Files.writeString(earlier.staged().database(), "half");
        DataFolder.open(earlier.folder(), "the server").close();
        assertThat(earlier.database()).hasContent("earlier");

        for (String state : List.of("restore-clearing-", "restore-placing-")) {
            DataFiles files = new DataFiles(home.resolve(state));
            DataFiles left = new DataFiles(files.folder().resolve(state + "2026-11-30T08-00-00Z"));
            Files.createDirectories(left.attachments().resolve("ab"));
            Files.writeString(left.database(), "new");
            if (state.equals("restore-clearing-")) {
                Files.writeString(files.database(), "earlier");
                Files.createDirectories(files.attachments());
            }
            DataFolder.open(files.folder(), "the server").close();
            assertThat(files.database()).hasContent("new");
            assertThat(files.attachments().resolve("ab")).exists();
            assertThat(left.folder()).doesNotExist();
            Path replaced = files.folder().resolve("replaced-2026-11-30T08-00-00Z");
            assertThat(Files.exists(replaced)).isEqualTo(state.equals("restore-clearing-"));
        }
    }

    private static SnapshotWriter writer(DataFolder data, Database database, Hold hold) {
        DataFiles files = data.files();
        return SnapshotWriter.open(
                files,
                config(files),
                database::writeSnapshot,
                new SnapshotWriter.Hold(() -> hold.log.add("begin"), () -> hold.log.add("end")));
    }

    /** Records when a server keeps its attachments. */
    private static final class Hold {
        private final List<String> log = new ArrayList<>();
    }

    private CompletableFuture<String> refusal() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Backup.run(archive, files, config(files), ORIGIN, SILENT).toString();
            } catch (BackupException refused) {
                return refused.getMessage();
            }
        });
    }

    private void assertRefused(Path archive, String reason) {
        assertThatThrownBy(() -> Backup.run(archive, files, config(files), ORIGIN, SILENT))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(reason);
    }

    private void assertNothingLeft() throws IOException {
        assertThat(scratches(home)).isEmpty();
        assertThat(files.staged().folder()).doesNotExist();
        if (Files.exists(files.exchange())) {
            assertThat(files.exchange()).isDirectoryNotContaining(file -> !file.endsWith("lock"));
        }
    }

    private static List<Path> scratches(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().startsWith(".carewire-backup"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Restore.Restored restore(DataFiles target, Existing existing) {
        return new Restore(archive, config(target), "restore", existing, SILENT).run(target.folder(), NOW);
    }

    private static Path attachment(DataFiles files) {
        return files.attachments().resolve(ATTACHMENT.substring(0, 2)).resolve(ATTACHMENT);
    }

    private static DatabaseConfig config(DataFiles files) {
        String url = "jdbc:h2:file:" + files.folder().resolve("carewire");
        return new DatabaseConfig(url, "", "", 2, Duration.ofSeconds(10));
    }

    private static String room(String id) {
        return "INSERT INTO rooms (tenant, id, name, door) VALUES ('t', '" + id + "', 'Room', '1')";
    }

    private void change(String sql) throws SQLException {
        try (Database database = Database.open(config(files));
                Connection connection = database.openForCopy();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(DataFiles files, String table) throws SQLException {
        try (Database database = Database.open(config(files));
                Connection connection = database.openForCopy();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
