package dev.carewire.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Finds out by writing whether a folder accepts files: a full, read-only or foreign one does not. */
public final class WriteTest {

    /** Size of the file that a test writes and removes; a folder with less free space fails. */
    public static final int BYTES = 256 * 1024;

    private static final String PREFIX = ".carewire-write-test-";

    private WriteTest() {}

    /**
     * Writes a file of {@link #BYTES} bytes and removes it. Blocks.
     *
     * @throws IOException with the system's reason, such as {@code No space left on device}
     */
    public static void run(Path folder) throws IOException {
        Path file = folder.resolve(PREFIX + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            ByteBuffer bytes = ByteBuffer.allocate(BYTES);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The system's words for a failed test, without the name of its file. */
    public static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        return failure instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : String.valueOf(failure.getMessage());
    }
}
