package dev.carewire.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

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

    private static final Pattern PART = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern ATTACHMENT =
            Pattern.compile("attachments/[0-9a-f]{2}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Set<String> OWN = Set.of(ATTACHMENTS, DATABASE, DATABASE_LOCK, LOCK, SECRET, EXCHANGE, STAGED);

    /** Receives files one at a time. */
    @FunctionalInterface
    public interface FileSink {
        void accept(Path file) throws IOException;
    }

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

    /** Lists the attachments without those whose upload has not ended. Blocks. */
    public void forEachAttachment(FileSink sink) throws IOException {
        if (!Files.isDirectory(attachments())) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(
                attachments(),
                part -> PART.matcher(part.getFileName().toString()).matches())) {
            for (Path part : parts) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(part, file -> isAttachment(name(file)))) {
                    for (Path file : found) {
                        sink.accept(file);
                    }
                }
            }
        }
    }

    /** The path of a file below the folder, with slashes. */
    public String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** Whether a path below a data folder is that of an attachment; none of these leads out of the folder. */
    public static boolean isAttachment(String name) {
        return ATTACHMENT.matcher(name).matches();
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
