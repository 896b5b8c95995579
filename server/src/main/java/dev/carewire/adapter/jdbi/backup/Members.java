package dev.carewire.adapter.jdbi.backup;

import dev.carewire.file.DataFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The files of a data folder that a backup contains, and their names in the archive. */
final class Members {

    private static final Pattern PART = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern NAME = Pattern.compile(
            "carewire\\.mv\\.db|demo-secret|attachments/[0-9a-f]{2}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String ATTACHMENT = "attachments/";

    private Members() {}

    /** Receives files one at a time. */
    @FunctionalInterface
    interface FileSink {
        void accept(Path file) throws IOException;
    }

    /** Whether a backup may have a member of this name; no such name leads out of the data folder. */
    static boolean isAllowed(String name) {
        return NAME.matcher(name).matches();
    }

    static boolean isAttachment(String name) {
        return name.startsWith(ATTACHMENT);
    }

    /** The name of a file in the archive. */
    static String name(DataFiles files, Path file) {
        return files.folder().relativize(file).toString().replace('\\', '/');
    }

    /** Lists the attachments without those whose upload has not ended. */
    static void forEachAttachment(DataFiles files, FileSink sink) throws IOException {
        if (!Files.isDirectory(files.attachments())) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(
                files.attachments(),
                part -> PART.matcher(part.getFileName().toString()).matches())) {
            for (Path part : parts) {
                try (DirectoryStream<Path> found =
                        Files.newDirectoryStream(part, file -> isAllowed(name(files, file)))) {
                    for (Path file : found) {
                        sink.accept(file);
                    }
                }
            }
        }
    }
}
