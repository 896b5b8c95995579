package dev.carewire.adapter.files;

import dev.carewire.command.UnavailableException;
import dev.carewire.file.PrivateFiles;
import dev.carewire.file.WriteTest;
import dev.carewire.messaging.AttachmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores attachments in a folder: one file each, named by its id, in a subfolder for the id's first two characters.
 * Drafts have a subfolder of their own. No client input becomes part of a path.
 */
public final class FileSystemAttachmentStore implements AttachmentStore {

    private static final Logger log = LoggerFactory.getLogger(FileSystemAttachmentStore.class);

    /** Ids per lookup. */
    private static final int BATCH_SIZE = 500;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path folder;
    private final Path drafts;

    private volatile boolean held;

    private FileSystemAttachmentStore(Path folder, Path drafts) {
        this.folder = folder;
        this.drafts = drafts;
    }

    /**
     * Opens a folder, creating it if missing. Deletes drafts that a crash left, so no other process may use the folder.
     *
     * @throws UncheckedIOException if this user cannot write there
     */
    public static FileSystemAttachmentStore open(Path folder) {
        try {
            FileSystemAttachmentStore files =
                    new FileSystemAttachmentStore(folder, PrivateFiles.createFolder(folder.resolve("drafts")));
            try (DirectoryStream<Path> left = Files.newDirectoryStream(files.drafts)) {
                for (Path draft : left) {
                    Files.deleteIfExists(draft);
                }
            }
            return files;
        } catch (IOException notWritable) {
            throw new UncheckedIOException(notWritable);
        }
    }

    @Override
    public PendingFile create() {
        Path path = drafts.resolve(UUID.randomUUID().toString());
        try {
            return new PendingDiskFile(
                    path,
                    FileChannel.open(
                            path,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PrivateFiles.newFile(path)));
        } catch (IOException full) {
            throw notStored(full);
        }
    }

    @Override
    public Optional<InputStream> open(String id) {
        try {
            return Optional.of(Files.newInputStream(path(id)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Deletes no file from now on, since a backup is reading them. {@link #removeOrphans} deletes them after
     * {@link #release}.
     */
    public void hold() {
        held = true;
    }

    /** Ends {@link #hold}. */
    public void release() {
        held = false;
    }

    @Override
    public void remove(String id) {
        if (held) {
            return;
        }
        try {
            Files.deleteIfExists(path(id));
        } catch (IOException locked) {
            throw new UncheckedIOException(locked);
        }
    }

    @Override
    public void removeOrphans(Instant before, UnaryOperator<Set<String>> known) {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, part -> !part.equals(drafts))) {
            for (Path part : parts) {
                removeUnknown(part, before, known);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void removeUnknown(Path part, Instant before, UnaryOperator<Set<String>> known) throws IOException {
        Set<String> old = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(part, file -> isOld(file, before))) {
            for (Path file : files) {
                old.add(file.getFileName().toString());
                if (old.size() == BATCH_SIZE) {
                    removeAllBut(known.apply(old), old);
                    old.clear();
                }
            }
        }
        if (!old.isEmpty()) {
            removeAllBut(known.apply(old), old);
        }
    }

    private static boolean isOld(Path file, Instant before) throws IOException {
        return ID.matcher(file.getFileName().toString()).matches()
                && Files.getLastModifiedTime(file).toInstant().isBefore(before);
    }

    private void removeAllBut(Set<String> known, Set<String> ids) {
        ids.stream().filter(id -> !known.contains(id)).forEach(this::remove);
    }

    /** The log shows it at most once a minute. */
    private static UnavailableException notStored(IOException cause) {
        UnavailableException failure = UnavailableException.disk(cause);
        log.atError()
                .addKeyValue("reason", WriteTest.reason(cause))
                .setCause(failure)
                .log("attachment not stored");
        return failure;
    }

    private Path path(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("attachment id: " + id.length() + " characters (expected: a UUID)");
        }
        return folder.resolve(id.substring(0, 2)).resolve(id);
    }

    private final class PendingDiskFile implements PendingFile {

        private final Path path;
        private final FileChannel channel;

        private PendingDiskFile(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
        }

        @Override
        public void write(ByteBuffer bytes) {
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException full) {
                throw notStored(full);
            }
        }

        @Override
        public void commit(String id) {
            try {
                channel.force(true);
                channel.close();
                Path target = path(id);
                PrivateFiles.createFolderOf(target);
                Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException full) {
                throw notStored(full);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
                Files.deleteIfExists(path);
            } catch (IOException locked) {
                throw new UncheckedIOException(locked);
            }
        }
    }
}
