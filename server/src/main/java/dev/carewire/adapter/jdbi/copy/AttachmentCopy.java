package dev.carewire.adapter.jdbi.copy;

import dev.carewire.file.DataFiles;
import dev.carewire.file.PrivateFiles;
import dev.carewire.file.WriteTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Copies the attachments of one data folder to another one. A repeated copy skips the files that the target has already. One
 * thread.
 */
public final class AttachmentCopy {

    private static final int UNEQUAL = 0;
    private static final long EQUAL = -1;

    private final DataFiles from;
    private final DataFiles to;

    private long present;

    /** A copy between two data folders; the same folder keeps its files. */
    public AttachmentCopy(DataFiles from, DataFiles to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Copies each file and compares the copy with it, byte by byte. Blocks.
     *
     * @throws CopyException if a disk is full or a copy differs
     */
    void run() {
        try {
            from.forEachAttachment(isSameFolder() ? file -> present++ : this::copy);
        } catch (IOException failure) {
            throw new CopyException(
                    "attachments: not copied to " + to.attachments() + ": " + WriteTest.reason(failure)
                            + " (expected: the same command again, which continues)",
                    failure);
        }
    }

    private boolean isSameFolder() throws IOException {
        return Files.exists(from.folder()) && Files.exists(to.folder()) && Files.isSameFile(from.folder(), to.folder());
    }

    private void copy(Path file) throws IOException {
        Path target = to.folder().resolve(from.name(file));
        if (mismatch(file, target) != EQUAL) {
            PrivateFiles.createFolderOf(target);
            // A start of the server deletes the drafts that a killed copy has left.
            Path draft = PrivateFiles.createFolder(to.drafts()).resolve(target.getFileName());
            Files.deleteIfExists(draft);
            try (InputStream content = Files.newInputStream(file)) {
                PrivateFiles.copy(content, draft);
            }
            if (mismatch(file, draft) != EQUAL) {
                throw new CopyException("attachments: a copy in " + to.attachments()
                        + " differs (expected: a sound disk; then the same command again)");
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        }
        present++;
    }

    private static long mismatch(Path file, Path other) throws IOException {
        return Files.exists(other) ? Files.mismatch(file, other) : UNEQUAL;
    }

    /** Verified files in the target. */
    public long present() {
        return present;
    }

    /** The folder that has them. */
    public Path folder() {
        return to.attachments();
    }
}
