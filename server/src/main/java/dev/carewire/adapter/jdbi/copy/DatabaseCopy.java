package dev.carewire.adapter.jdbi.copy;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jdbi.DatabaseUse;
import dev.carewire.adapter.jdbi.UnusableDatabaseException;
import dev.carewire.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies every row of a database to an empty one. A copy that was killed continues where it was: a table of the target
 * has the first rows of the source's table. Their order is that of the key. One thread.
 */
public final class DatabaseCopy {

    private static final String MARKER = DatabaseUse.UNFINISHED_COPY;
    private static final Set<String> OWN = Set.of("flyway_schema_history", MARKER);
    private static final int NAMED_TABLES = 3;

    private final Connection source;
    private final Connection target;
    private final DatabaseConfig from;
    private final DatabaseConfig to;
    private final AttachmentCopy attachments;
    private final Progress progress;

    private String current = "";
    private long copied;
    private long total;

    private DatabaseCopy(
            Connection source,
            Connection target,
            DatabaseConfig from,
            DatabaseConfig to,
            AttachmentCopy attachments,
            Progress progress) {
        this.source = source;
        this.target = target;
        this.from = from;
        this.to = to;
        this.attachments = attachments;
        this.progress = progress;
    }

    /** Receives how far a copy is, on its thread. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called after each commit.
         *
         * @param rows rows that the target has so far
         * @param total rows of the source
         */
        void onCopied(long rows, long total);
    }

    /** A table and how many rows of it the target had at the start. */
    private record Begun(Table table, long present) {}

    /** A table and the digest of its rows in the source. */
    private record Read(Table table, TableDigest digest) {}

    /** The verified result of a finished copy. */
    public record Copied(long rows, int tables) {}

    /**
     * Locks both databases, migrates them to this version, copies the attachments and all rows, and compares them. Blocks
     * until then.
     *
     * @param holder names this process to a server that finds a database in use
     * @throws CopyException if a database is out of reach, the target has other records, or a table of the target differs
     *     from the source
     * @throws UnusableDatabaseException if another process uses one of them, or one belongs to another program
     */
    public static Copied run(
            DatabaseConfig from, DatabaseConfig to, AttachmentCopy attachments, String holder, Progress progress) {
        if (from.address().url().equals(to.address().url())) {
            throw new CopyException("source and target are the same database: " + to.address());
        }
        Optional<Path> file = from.address().file();
        if (file.isPresent() && !Files.exists(file.get())) {
            throw new CopyException("there is no database " + file.get() + " (expected: the file of the source)");
        }
        try (Database source = open(from, holder);
                Database target = open(to, holder);
                Connection reading = source.openForCopy();
                Connection writing = target.openForCopy()) {
            closeToOthers(to);
            reading.setAutoCommit(false);
            writing.setAutoCommit(false);
            return new DatabaseCopy(reading, writing, from, to, attachments, progress).run();
        } catch (SQLException failure) {
            throw new CopyException("a database is out of reach (SQL state " + failure.getSQLState() + ")", failure);
        }
    }

    /** H2 creates a file that every user of the machine can read. */
    private static void closeToOthers(DatabaseConfig config) {
        Optional<Path> file = config.address().file();
        try {
            if (file.isPresent()) {
                PrivateFiles.correct(file.get(), file.get().resolveSibling(""));
            }
        } catch (IOException failure) {
            throw new CopyException("the file of " + config.address() + " stays open to other users", failure);
        }
    }

    private static Database open(DatabaseConfig config, String holder) {
        try {
            return Database.open(config, DatabaseUse.copying(holder));
        } catch (UnusableDatabaseException refused) {
            throw refused;
        } catch (RuntimeException notReady) {
            String reason = Stream.<Throwable>iterate(notReady, cause -> cause != null, Throwable::getCause)
                    .filter(SQLException.class::isInstance)
                    .map(cause -> ": " + cause.getMessage())
                    .findFirst()
                    .orElse("");
            throw new CopyException("the database " + config.address() + " is not usable" + reason, notReady);
        }
    }

    private Copied run() {
        try {
            List<Table> tables = new Schema(source, OWN).tables();
            List<Begun> begun = new ArrayList<>();
            for (Table table : tables) {
                current = table.name();
                total += table.count(source);
                begun.add(new Begun(table, table.count(target)));
            }
            begin(begun);
            attachments.run();
            List<Read> read = new ArrayList<>();
            for (Begun table : begun) {
                current = table.table().name();
                read.add(new Read(table.table(), copy(table.table(), table.present())));
            }
            for (Read table : read) {
                current = table.table().name();
                verify(table.table(), table.digest());
                continueNumbers(table.table());
            }
            current = MARKER;
            execute("DROP TABLE " + MARKER);
            target.commit();
            return new Copied(copied, tables.size());
        } catch (SQLException failure) {
            // The message of the driver quotes values of the row.
            throw new CopyException(
                    "table " + current + ": not copied (SQL state " + failure.getSQLState()
                            + "); the same command continues after these " + copied + " rows",
                    failure);
        }
    }

    /** Marks the target, so that no server starts on half of the rows, or continues the copy that has marked it. */
    private void begin(List<Begun> begun) throws SQLException {
        Optional<String> earlier = markedSource();
        if (earlier.isEmpty()) {
            List<String> filled = begun.stream()
                    .filter(table -> table.present() > 0)
                    .map(table -> table.table().name() + " (rows: " + table.present() + ")")
                    .toList();
            if (!filled.isEmpty()) {
                throw new CopyException("the target " + to.address() + " holds records: "
                        + String.join(", ", filled.subList(0, Math.min(NAMED_TABLES, filled.size())))
                        + (filled.size() > NAMED_TABLES ? " and more" : "") + " (expected: an empty database)");
            }
            execute("CREATE TABLE IF NOT EXISTS " + MARKER + " (source VARCHAR(4000) NOT NULL)");
            try (PreparedStatement insertion = target.prepareStatement("INSERT INTO " + MARKER + " VALUES (?)")) {
                insertion.setString(1, from.address().toString());
                insertion.executeUpdate();
            }
            target.commit();
        } else if (!earlier.get().equals(from.address().toString())) {
            throw new CopyException("the target " + to.address() + " holds an unfinished copy of " + earlier.get()
                    + " (expected: the same source, or an empty database)");
        }
    }

    private Optional<String> markedSource() throws SQLException {
        try (ResultSet tables = target.getMetaData()
                .getTables(target.getCatalog(), target.getSchema(), MARKER, new String[] {"TABLE", "BASE TABLE"})) {
            if (!tables.next()) {
                return Optional.empty();
            }
        }
        try (Statement statement = target.createStatement();
                ResultSet row = statement.executeQuery("SELECT source FROM " + MARKER)) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    /** Copies the rows that the target does not have yet; the digest is that of all rows of the source. */
    private TableDigest copy(Table table, long present) throws SQLException {
        TableDigest digest = new TableDigest();
        if (present > 0) {
            report(present);
        }
        try (PreparedStatement insertion = target.prepareStatement(table.insertion())) {
            List<List<@Nullable Object>> batch = new ArrayList<>(table.batch());
            table.read(source, values -> {
                digest.add(values);
                if (digest.rows() > present) {
                    batch.add(values);
                }
                if (batch.size() == table.batch()) {
                    insert(insertion, batch);
                    batch.clear();
                }
            });
            if (!batch.isEmpty()) {
                insert(insertion, batch);
            }
        }
        return digest;
    }

    private void insert(PreparedStatement insertion, List<List<@Nullable Object>> rows) throws SQLException {
        for (List<@Nullable Object> values : rows) {
            for (int i = 0; i < values.size(); i++) {
                insertion.setObject(i + 1, values.get(i));
            }
            insertion.addBatch();
        }
        insertion.executeBatch();
        target.commit();
        report(rows.size());
    }

    private void report(long rows) {
        copied += rows;
        progress.onCopied(copied, total);
    }

    private void verify(Table table, TableDigest expected) throws SQLException {
        TableDigest found = new TableDigest();
        table.read(target, found::add);
        if (!found.matches(expected)) {
            throw new CopyException("table " + table.name() + " differs: " + expected.rows() + " rows in the source, "
                    + found.rows() + " in the target, or other values (expected: an unchanged source; empty the"
                    + " target and copy again)");
        }
    }

    private void continueNumbers(Table table) throws SQLException {
        if (table.identity().isPresent()) {
            String column = table.identity().get();
            long next =
                    Numbering.next(source, table.name(), column, from.address().isPostgres());
            Numbering.continueAt(target, table.name(), column, next);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.execute(sql);
        }
    }
}
