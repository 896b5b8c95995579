package dev.carewire.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The paths of the server's own files in a data folder. Any thread.
 *
 * @param folder may be missing
 */
public record DataFiles(Path folder) {

    private static final String ATTACHMENTS = "attachments";
    private static final String DATABASE = "carewire.mv.db";
    private static final String DATABASE_LOCK = "carewire.lock";
    private static final String LOCK = "folder.lock";
    private static final String SECRET = "demo-secret";
    private static final String EXCHANGE = "backup";
    private static final String STAGED = "restore.part";
    private static final String DRAFTS = "drafts";

    private static final Set<String> OWN = Set.of(ATTACHMENTS, DATABASE, DATABASE_LOCK, LOCK, SECRET, EXCHANGE, STAGED);

    /** The file of the embedded database. */
    public Path database() {
        return folder.resolve(DATABASE);
    }

    /** Keeps a second process out of the embedded database. */
    public Path databaseLock() {
        return folder.resolve(DATABASE_LOCK);
    }

    /** The folder of uploaded files. */
    public Path attachments() {
        return folder.resolve(ATTACHMENTS);
    }

    /** The subfolder of files whose upload has not ended. */
    public Path drafts() {
        return attachments().resolve(DRAFTS);
    }

    /** The secret of a server that has none in its configuration. */
    public Path secret() {
        return folder.resolve(SECRET);
    }

    /** Names the process that uses the folder. */
    public Path lock() {
        return folder.resolve(LOCK);
    }

    /** The folder in which a command asks a running server for a snapshot. */
    public Path exchange() {
        return folder.resolve(EXCHANGE);
    }

    /** Receives the records of a backup before they replace those of the folder. */
    public DataFiles staged() {
        return new DataFiles(folder.resolve(STAGED));
    }

    /** The files and folders that a backup contains. */
    List<Path> records() {
        return List.of(database(), attachments(), secret());
    }

    /** Whether there is a database or an attachment. */
    public boolean holdsRecords() throws IOException {
        if (Files.exists(database())) {
            return true;
        }
        if (!Files.isDirectory(attachments())) {
            return false;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(attachments(), part -> !part.equals(drafts()))) {
            return parts.iterator().hasNext();
        }
    }

    /** Files of other programs in the folder keep their permissions. */
    static boolean isOwn(Path file) {
        return OWN.contains(file.getFileName().toString());
    }
}
