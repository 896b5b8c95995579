package dev.carewire.adapter.jdbi.backup;

import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.adapter.jdbi.DatabaseFile;
import dev.carewire.file.DataFiles;
import dev.carewire.file.DataFolder;
import dev.carewire.file.LockFile;
import dev.carewire.file.PrivateFiles;
import dev.carewire.file.WriteTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Replaces the records of a data folder by those of a backup, while no server runs. Verifies the whole backup before it
 * changes any record. One thread.
 */
public final class Restore {

    private final Path archive;
    private final DatabaseConfig database;
    private final String holder;
    private final Existing existing;
    private final Progress progress;

    /**
     * A restore of one backup.
     *
     * @param holder names this process to others
     */
    public Restore(Path archive, DatabaseConfig database, String holder, Existing existing, Progress progress) {
        this.archive = archive;
        this.database = database;
        this.holder = holder;
        this.existing = existing;
        this.progress = progress;
    }

    /** The treatment of records that the data folder has. */
    public enum Existing {
        /** The restore refuses to replace them. */
        REFUSE,
        /** The restore moves them to a subfolder. */
        SET_ASIDE
    }

    /**
     * A complete restore.
     *
     * @param created when the backup was begun
     * @param replaced the folder that now has the earlier records
     */
    public record Restored(Instant created, long rows, int tables, long attachments, Optional<Path> replaced) {}

    /**
     * Restores the backup to a data folder. A process that is killed leaves the earlier records, or the next start of a
     * server places the new ones. Blocks.
     *
     * @throws BackupException if the backup is not complete or differs from its manifest, if the folder has records, or if
     *     a disk is full. The earlier records are unchanged then
     * @throws dev.carewire.adapter.jdbi.UnusableDatabaseException if the backup is of a newer version
     * @throws dev.carewire.file.UnusableFolderException if a server uses the folder
     */
    public Restored run(Path folder, Instant now) {
        Scope.require(database, new DataFiles(folder));
        try (ArchiveReader reader = ArchiveReader.open(archive);
                DataFolder data = DataFolder.open(folder, holder)) {
            requireReplaceable(data.files());
            LockFile records = LockFile.take(
                    data.files().databaseLock(),
                    holder,
                    other -> new BackupException("the database is in use by " + other));
            try {
                return run(reader, data, now);
            } finally {
                records.close();
            }
        } catch (IOException failure) {
            throw new BackupException("not restored: " + WriteTest.reason(failure), failure);
        }
    }

    private void requireReplaceable(DataFiles files) throws IOException {
        if (existing == Existing.REFUSE && files.holdsRecords()) {
            throw new BackupException(
                    files.folder() + " holds records (expected: an empty data folder; or --force, which"
                            + " moves them to a subfolder)");
        }
    }

    private Restored run(ArchiveReader reader, DataFolder data, Instant now) throws IOException {
        Manifest manifest = reader.manifest();
        DataFiles staged = data.files().staged();
        try {
            Scope.requireSpace(data.files().folder(), manifest.totalBytes());
            PrivateFiles.createFolder(staged.folder());
            reader.extract(staged, new DigestingCopy(progress, manifest.totalBytes()));
            new DatabaseFile(staged.database(), database).requireKnownSchema();
            return new Restored(
                    manifest.created(),
                    manifest.totalRows(),
                    manifest.rows().size(),
                    manifest.attachments(),
                    data.replaceRecords(now));
        } finally {
            PrivateFiles.deleteAll(staged.folder());
        }
    }
}
