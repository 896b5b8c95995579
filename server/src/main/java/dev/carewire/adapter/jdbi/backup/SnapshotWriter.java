package dev.carewire.adapter.jdbi.backup;

import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.file.DataFiles;
import dev.carewire.file.LockFile;
import dev.carewire.file.WriteTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of a backup: writes a snapshot of the database when a command asks for one. Keeps the attachments until
 * that command has read them. {@link #look} runs on one thread; a snapshot has a thread of its own.
 */
public final class SnapshotWriter {

    private static final Logger log = LoggerFactory.getLogger(SnapshotWriter.class);

    private final DataFiles files;
    private final DatabaseConfig config;
    private final Database database;
    private final Hold attachments;
    private final Exchange exchange;

    /** Why the snapshot is not complete, or an empty text; set by its thread at the end. */
    private volatile Optional<String> outcome = Optional.empty();

    // Only the thread that looks uses these.
    private Optional<String> request = Optional.empty();
    private boolean writing;

    /** The database that a running server uses. */
    @FunctionalInterface
    public interface Database {
        /** Writes a consistent copy to a new zip archive. Blocks. */
        void writeSnapshot(Path archive) throws SQLException;
    }

    /**
     * Keeps the attachments of a running server.
     *
     * @param begin deletes none from then on
     * @param end deletes them again
     */
    public record Hold(Runnable begin, Runnable end) {}

    private SnapshotWriter(DataFiles files, DatabaseConfig config, Database database, Hold attachments) {
        this.files = files;
        this.config = config;
        this.database = database;
        this.attachments = attachments;
        this.exchange = Exchange.of(files);
    }

    /** A writer for a server that has locked its data folder. Deletes what a killed server has left. Blocks. */
    public static SnapshotWriter open(DataFiles files, DatabaseConfig config, Database database, Hold attachments) {
        SnapshotWriter writer = new SnapshotWriter(files, config, database, attachments);
        try {
            writer.exchange.clear();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return writer;
    }

    /** Begins the snapshot that a command asks for, answers when it is complete, and deletes it if the command was killed. */
    public void look() {
        try {
            answer();
            Optional<String> present = exchange.request();
            if (writing) {
                return;
            }
            if (present.isPresent() && !LockFile.isTaken(exchange.lock())) {
                exchange.clear();
                present = Optional.empty();
            }
            if (present.isEmpty()) {
                end();
            } else if (!present.equals(request)) {
                request = present;
                begin();
            }
        } catch (IOException failure) {
            log.atWarn()
                    .addKeyValue("folder", exchange.folder())
                    .addKeyValue("reason", WriteTest.reason(failure))
                    .log("request for a snapshot not answered yet");
        }
    }

    private void begin() {
        writing = true;
        attachments.begin().run();
        Thread thread = new Thread(() -> outcome = Optional.of(write()), "carewire-snapshot");
        thread.setDaemon(true);
        thread.start();
    }

    private void answer() throws IOException {
        if (outcome.isPresent()) {
            exchange.answer(new Exchange.Answer(request.orElse(""), outcome.get()));
            outcome = Optional.empty();
            writing = false;
        }
    }

    private void end() {
        if (request.isPresent()) {
            request = Optional.empty();
            attachments.end().run();
        }
    }

    private String write() {
        long begin = System.nanoTime();
        try {
            Optional<String> refusal = Scope.refusal(config, files);
            if (refusal.isEmpty()) {
                refusal = Scope.spaceRefusal(exchange.folder(), Files.size(files.database()));
            }
            if (refusal.isPresent()) {
                return refusal.get();
            }
            database.writeSnapshot(exchange.draft());
            long bytes = Files.size(exchange.draft());
            Files.move(exchange.draft(), exchange.snapshot(), StandardCopyOption.ATOMIC_MOVE);
            log.atInfo()
                    .addKeyValue("bytes", bytes)
                    .addKeyValue("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin))
                    .log("wrote a snapshot of the database for a backup");
            return "";
        } catch (SQLException | IOException | RuntimeException failure) {
            discard();
            String reason = reason(failure);
            log.atWarn().addKeyValue("reason", reason).log("snapshot for a backup not written");
            return "the server could not write a snapshot of its database: " + reason;
        }
    }

    private void discard() {
        try {
            Files.deleteIfExists(exchange.draft());
        } catch (IOException locked) {
            log.atWarn().addKeyValue("file", exchange.draft()).log("part of a snapshot not deleted");
        }
    }

    /** Without the messages of the database, which name files and statements. */
    private static String reason(Exception failure) {
        Optional<String> disk = Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(IOException.class::isInstance)
                .map(cause -> WriteTest.reason((IOException) cause))
                .findFirst();
        String kind = failure instanceof SQLException sql
                ? "SQL state " + sql.getSQLState()
                : failure.getClass().getSimpleName();
        return disk.orElse(kind);
    }
}
