package dev.carewire.adapter.jdbi.backup;

import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jdbi.DatabaseFile;
import dev.carewire.file.DataFiles;
import dev.carewire.file.LockFile;
import dev.carewire.file.PrivateFiles;
import dev.carewire.file.WriteTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes one archive with all records of a data folder. A running server provides a snapshot of its database; otherwise, the
 * command locks the folder. One thread.
 */
public final class Backup {

    private static final String SCRATCH = ".carewire-backup-";
    private static final String ARCHIVE = "archive";

    private final Path archive;
    private final DataFiles files;
    private final DatabaseConfig database;
    private final Origin origin;
    private final Progress progress;

    private Backup(Path archive, DataFiles files, DatabaseConfig database, Origin origin, Progress progress) {
        this.archive = archive;
        this.files = files;
        this.database = database;
        this.origin = origin;
        this.progress = progress;
    }

    /**
     * The process that writes a backup.
     *
     * @param holder names the process to others
     * @param version of the program
     */
    public record Origin(String holder, String version, Instant now) {}

    /** A complete backup. */
    public record Written(long rows, int tables, long attachments, long bytes) {}

    /**
     * Writes a backup under a temporary name and renames it when it is complete and durable. Blocks until then.
     *
     * @param archive a new file
     * @throws BackupException if there is no such data folder, another backup runs, a disk is full, or the database is not
     *     in the data folder
     */
    public static Written run(
            Path archive, DataFiles files, DatabaseConfig database, Origin origin, Progress progress) {
        Scope.require(database, files);
        try {
            return new Backup(archive.toAbsolutePath(), files, database, origin, progress).run();
        } catch (IOException failure) {
            throw new BackupException(archive + ": not written: " + WriteTest.reason(failure), failure);
        }
    }

    private Written run() throws IOException {
        requireNewFile();
        if (!Files.isDirectory(files.folder())) {
            throw new BackupException(
                    "there is no data folder " + files.folder() + " (expected: --data, or server.data-dir)");
        }
        Exchange exchange = Exchange.of(files);
        PrivateFiles.createFolder(exchange.folder());
        LockFile own = LockFile.take(exchange.lock(), origin.holder(), Backup::anotherRuns);
        try {
            exchange.clear();
            return run(new DataFiles(archive.resolveSibling(SCRATCH + folderId())));
        } finally {
            exchange.clear();
            own.close();
        }
    }

    private void requireNewFile() {
        if (Files.exists(archive)) {
            throw new BackupException(archive + " exists (expected: the name of a new file)");
        }
        if (!Files.isDirectory(archive.resolveSibling(""))) {
            throw new BackupException("there is no folder " + archive.getParent());
        }
    }

    private static BackupException anotherRuns(String other) {
        return new BackupException("another backup of this data folder is running: " + other);
    }

    /** The same for each backup of a folder, so that the next one deletes what a killed one has left. */
    private String folderId() throws IOException {
        String path = files.folder().toRealPath().toString();
        return UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Written run(DataFiles scratch) throws IOException {
        try {
            PrivateFiles.deleteAll(scratch.folder());
            PrivateFiles.createFolder(scratch.folder());
            Optional<LockFile> stopped = LockFile.tryTake(files.lock(), origin.holder());
            return stopped.isPresent() ? copyLocked(scratch, stopped.get()) : copySnapshot(scratch);
        } finally {
            PrivateFiles.deleteAll(scratch.folder());
        }
    }

    private Written copySnapshot(DataFiles scratch) throws IOException {
        requireSpace(scratch);
        new Snapshot(files, origin.holder()).fetch(scratch.database());
        return write(scratch);
    }

    private Written copyLocked(DataFiles scratch, LockFile folder) throws IOException {
        try {
            if (!Files.exists(files.database())) {
                throw new BackupException(
                        "there is no database " + files.database() + " (expected: --data, or" + " server.data-dir)");
            }
            LockFile records = LockFile.take(
                    files.databaseLock(),
                    origin.holder(),
                    other -> new BackupException("the database is in use by " + other));
            try (InputStream content = Files.newInputStream(files.database())) {
                requireSpace(scratch);
                PrivateFiles.copy(content, scratch.database());
                return write(scratch);
            } finally {
                records.close();
            }
        } finally {
            folder.close();
        }
    }

    /** For the archive and a copy of the database. */
    private void requireSpace(DataFiles scratch) throws IOException {
        long database = Files.exists(files.database()) ? Files.size(files.database()) : 0;
        Scope.requireSpace(scratch.folder(), 2 * database + attachmentBytes());
    }

    private long attachmentBytes() throws IOException {
        LongAdder bytes = new LongAdder();
        files.forEachAttachment(file -> bytes.add(size(file)));
        return bytes.sum();
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException deleted) {
            return 0;
        }
    }

    private Written write(DataFiles scratch) throws IOException {
        DatabaseFile.Contents contents = new DatabaseFile(scratch.database(), database).prepare();
        Path draft = scratch.folder().resolve(ARCHIVE);
        DigestingCopy copy = new DigestingCopy(progress, Files.size(scratch.database()) + attachmentBytes());
        try (ArchiveWriter writer = ArchiveWriter.create(draft, copy)) {
            writer.add(Members.DATABASE, scratch.database());
            if (Files.exists(files.secret())) {
                writer.add(Members.SECRET, files.secret());
            }
            files.forEachAttachment(file -> writer.add(files.name(file), file));
            Manifest manifest = new Manifest(
                    Manifest.FORMAT,
                    origin.version(),
                    origin.now(),
                    contents.schema(),
                    contents.rows(),
                    writer.members());
            writer.finish(manifest);
            requireNewFile();
            Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.force(archive.resolveSibling(""));
            return new Written(
                    manifest.totalRows(), contents.rows().size(), manifest.attachments(), Files.size(archive));
        }
    }
}
