package dev.carewire.messaging;

import dev.carewire.command.UnavailableException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Stores the bytes of attachments by id. Any thread; blocks. If the disk or the database fails, methods that write throw
 * {@link UnavailableException}, the others that or {@link UncheckedIOException}.
 */
public interface AttachmentStore {

    /** Creates a file that stays invisible until committed. */
    PendingFile create();

    /** Opens a file, which the caller closes; empty if there is none. */
    Optional<InputStream> open(String id);

    /** Deletes a file; does nothing if there is none. */
    void remove(String id);

    /**
     * Deletes orphaned files.
     *
     * @param before only files that were committed before this moment
     * @param known returns those of the given ids that must stay
     */
    void removeOrphans(Instant before, UnaryOperator<Set<String>> known);

    /**
     * A file that is being written. One thread at a time. Closing it deletes an uncommitted file; {@link #removeOrphans} deletes one
     * whose process ended before that.
     */
    interface PendingFile extends AutoCloseable {

        /** Appends bytes. */
        void write(ByteBuffer bytes);

        /** Makes the complete file durable under its id. */
        void commit(String id);

        @Override
        void close();
    }
}
