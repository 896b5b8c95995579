package dev.carewire.messaging;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The bytes of attachments, by the attachment's id. Any thread; blocks; every method throws {@link UncheckedIOException} if the
 * disk fails.
 */
public interface AttachmentStore {

    /** Begins a file that nobody sees until it is kept. */
    PendingFile create();

    /** Reads a file, which the caller closes; empty if there is none. */
    Optional<InputStream> open(String id);

    /** Removes a file; does nothing if there is none. */
    void remove(String id);

    /**
     * Removes files that are left over.
     *
     * @param before only files that were kept before this moment
     * @param known those of some ids that must stay
     */
    void removeOrphans(Instant before, UnaryOperator<Set<String>> known);

    /** A file that is being written. One thread at a time. Closing it removes what was not kept. */
    interface PendingFile extends AutoCloseable {

        /** Adds bytes at the end. */
        void write(ByteBuffer bytes);

        /** Puts the file, whole and on disk, under its id. */
        void commit(String id);

        @Override
        void close();
    }
}
