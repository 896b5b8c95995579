package dev.carewire.file;

import dev.carewire.command.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of the server's own files. It is closed to other users and writable. A lock file names the one server that
 * uses it; the lock ends with the process. Any thread; {@link #look} on one.
 */
public final class DataFolder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

    private static final Duration REMINDER = Duration.ofMinutes(1);

    /** Age from which a look no longer counts. */
    private static final Duration VALIDITY = Duration.ofSeconds(5);

    private final DataFiles files;
    private final LockFile lock;

    private volatile boolean writable = true;
    private volatile long lookedAt = System.nanoTime();

    /** Only the thread that looks uses it. */
    private Optional<Long> reportedAt = Optional.empty();

    private DataFolder(DataFiles files, LockFile lock) {
        this.files = files;
        this.lock = lock;
    }

    /**
     * Opens a folder, creating it if missing, and closes it to other users if it is open to them. Ends what a killed
     * restore has begun. Blocks.
     *
     * @param holder names this server to one that finds the folder in use
     * @throws UnusableFolderException if another server uses the folder, or this user cannot write there or restrict it
     */
    public static DataFolder open(Path folder, String holder) {
        try {
            PrivateFiles.createFolder(folder);
            if (PrivateFiles.isShared(folder)) {
                throw new UnusableFolderException("server.data-dir: " + folder
                        + " is open to every user (expected: a folder of its own, such as "
                        + folder.resolve("carewire") + ")");
            }
            DataFiles files = new DataFiles(folder);
            correct(files);
            WriteTest.run(folder);
            LockFile lock = LockFile.take(files.lock(), holder, other -> inUse(folder, other));
            try {
                Replacement.resume(files);
            } catch (IOException | RuntimeException failure) {
                lock.close();
                throw failure;
            }
            return new DataFolder(files, lock);
        } catch (AccessDeniedException denied) {
            throw new UnusableFolderException(
                    "server.data-dir: " + denied.getFile() + " is not accessible to " + System.getProperty("user.name")
                            + ", as whom the server runs (expected: a folder of this user)",
                    denied);
        } catch (IOException notWritable) {
            throw new UnusableFolderException(
                    "server.data-dir: " + folder + ": " + WriteTest.reason(notWritable)
                            + " (expected: a folder that this user can" + " write to, with " + WriteTest.BYTES / 1024
                            + " KiB free)",
                    notWritable);
        }
    }

    private static void correct(DataFiles files) throws IOException {
        Path folder = files.folder();
        List<Path> own = new ArrayList<>();
        own.add(folder);
        own.addAll(list(folder, DataFiles::isOwn));
        Path attachments = files.attachments();
        if (Files.isDirectory(attachments)) {
            own.addAll(list(attachments, Files::isDirectory));
        }
        int corrected = 0;
        for (Path path : own) {
            if (PrivateFiles.correct(path, folder)) {
                corrected++;
                corrected += attachments.equals(path.getParent()) ? correctFiles(path, folder) : 0;
            }
        }
        if (corrected > 0) {
            log.atWarn()
                    .addKeyValue("folder", folder)
                    .addKeyValue("corrected", corrected)
                    .log("data folder was accessible to other users, it now is to its owner only");
        }
    }

    private static int correctFiles(Path part, Path folder) throws IOException {
        int corrected = 0;
        for (Path file : list(part, file -> true)) {
            corrected += PrivateFiles.correct(file, folder) ? 1 : 0;
        }
        return corrected;
    }

    private static List<Path> list(Path folder, DirectoryStream.Filter<Path> filter) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, filter)) {
            files.forEach(found::add);
        }
        return found;
    }

    private static UnusableFolderException inUse(Path folder, String other) {
        return new UnusableFolderException("server.data-dir: " + folder + " is in use by " + other
                + " (expected: one server for each data folder; stop the other one, or set another server.data-dir)");
    }

    /** Closes the files that the server has created itself to other users. */
    public void restrict() {
        try {
            for (Path file : list(files.folder(), DataFiles::isOwn)) {
                PrivateFiles.correct(file, files.folder());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The paths of the folder's files. */
    public DataFiles files() {
        return files;
    }

    /**
     * Replaces the records of this folder by those in {@link DataFiles#staged}. A process that is killed meanwhile leaves
     * all earlier records in place, or the next {@link #open} places all new ones. Blocks.
     *
     * @return the folder that now has the earlier records, if there were any
     */
    public Optional<Path> replaceRecords(Instant now) throws IOException {
        return Replacement.begin(files, now);
    }

    /** Tries a write, and logs its failure at most once a minute. Blocks. */
    public void look() {
        long now = System.nanoTime();
        try {
            WriteTest.run(files.folder());
            writable = true;
            lookedAt = now;
            if (reportedAt.isPresent()) {
                reportedAt = Optional.empty();
                log.atInfo().addKeyValue("folder", files.folder()).log("data folder is writable again");
            }
        } catch (IOException failure) {
            writable = false;
            if (reportedAt.isEmpty() || now - reportedAt.get() > REMINDER.toNanos()) {
                reportedAt = Optional.of(now);
                log.atError()
                        .addMarker(UnavailableException.CAUSE)
                        .addKeyValue("folder", files.folder())
                        .addKeyValue("reason", WriteTest.reason(failure))
                        .log("data folder is not writable");
            }
        }
    }

    /** Whether a write has succeeded lately. Never blocks. */
    public boolean isWritable() {
        return writable && System.nanoTime() - lookedAt <= VALIDITY.toNanos();
    }

    /** Lets another server use the folder; repeated calls do nothing. */
    @Override
    public void close() {
        lock.close();
    }
}
