package dev.carewire.adapter.jdbi.backup;

import dev.carewire.adapter.jdbi.DatabaseConfig;
import dev.carewire.file.DataFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which installations a backup can contain: those whose database is the file in the data folder. */
final class Scope {

    /** Space that a command leaves free: the server needs some to continue. */
    static final long RESERVE = 8L * 1024 * 1024;

    private static final long MEBIBYTE = 1024L * 1024;

    private Scope() {}

    /** Why a database is not in scope; empty = it is. */
    static Optional<String> refusal(DatabaseConfig database, DataFiles files) {
        if (database.address().isPostgres()) {
            return Optional.of(
                    "the records are in PostgreSQL (expected: pg_dump and pg_restore, see docs/operations.md,"
                            + " section \"Backup, restore and copy\", \"PostgreSQL\")");
        }
        Path own = files.database().toAbsolutePath().normalize();
        return database.address()
                        .file()
                        .map(Path::normalize)
                        .filter(own::equals)
                        .isPresent()
                ? Optional.empty()
                : Optional.of("the database " + database.address() + " is not the file " + own
                        + " (expected: no database.url, so that the database is in the data folder)");
    }

    static void require(DatabaseConfig database, DataFiles files) {
        Optional<String> refusal = refusal(database, files);
        if (refusal.isPresent()) {
            throw new BackupException(refusal.get());
        }
    }

    /** Why a folder has too little space; empty = it has enough. */
    static Optional<String> spaceRefusal(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        return free >= bytes + RESERVE
                ? Optional.empty()
                : Optional.of(folder + ": No space left on device, " + free / MEBIBYTE + " MiB are free (expected: "
                        + ((bytes + RESERVE) / MEBIBYTE + 1) + " MiB)");
    }

    static void requireSpace(Path folder, long bytes) throws IOException {
        Optional<String> refusal = spaceRefusal(folder, bytes);
        if (refusal.isPresent()) {
            throw new BackupException(refusal.get());
        }
    }
}
