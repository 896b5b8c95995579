package dev.carewire.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A file that one process at a time has locked, with the name of that process. The lock ends with the process. */
public final class LockFile implements AutoCloseable {

    /** A process that was just killed has its locks for another moment. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int MAX_HOLDER_BYTES = 200;

    private final FileChannel channel;

    private LockFile(FileChannel channel, String holder) throws IOException {
        this.channel = channel;
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
    }

    /**
     * Locks a file, creating it if missing. Blocks for {@link #PATIENCE} while another process has locked it.
     *
     * @param holder names this process to others
     * @param refusal makes an exception of the name of the process that has locked the file
     */
    public static LockFile take(Path file, String holder, Function<String, ? extends RuntimeException> refusal)
            throws IOException {
        FileChannel channel = open(file);
        try {
            if (isLocked(channel)) {
                return new LockFile(channel, holder);
            }
            throw refusal.apply(read(channel));
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Locks a file as {@link #take} does, without waiting; empty if another process has locked it. */
    public static Optional<LockFile> tryTake(Path file, String holder) throws IOException {
        FileChannel channel = open(file);
        try {
            if (tryLock(channel).isPresent()) {
                return Optional.of(new LockFile(channel, holder));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Whether a process has locked the file at this moment. */
    public static boolean isTaken(Path file) throws IOException {
        try (FileChannel channel = open(file)) {
            return tryLock(channel).isEmpty();
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PrivateFiles.newFile(file));
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (tryLock(channel).isEmpty()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException sameProcess) {
            return Optional.empty();
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_HOLDER_BYTES);
        channel.read(bytes, 0);
        String holder = StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
        return holder.isEmpty() ? "another server" : holder;
    }

    /** Releases the lock; repeated calls do nothing. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
