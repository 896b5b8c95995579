package dev.carewire.adapter.jdbi;

import dev.carewire.command.UnavailableException;
import dev.carewire.messaging.AttachmentStore;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores attachments in {@code attachment_files}, and their contents in {@code attachment_parts}, so that all nodes of a cluster have
 * them. A file that is written or read occupies {@value #PART_BYTES} bytes of memory, and a connection only while a part is
 * transferred. Any thread; blocks.
 */
public final class JdbiAttachmentStore implements AttachmentStore {

    private static final Logger log = LoggerFactory.getLogger(JdbiAttachmentStore.class);

    /** Size of each part but the last one. */
    static final int PART_BYTES = 64 << 10;

    /** Ids per lookup. */
    private static final int BATCH_SIZE = 500;

    private final Database database;
    private final Clock clock;

    /** Attachments in {@code database}; the ages of files are the clock's. */
    public JdbiAttachmentStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Makes sure that a server with another store leaves none behind.
     *
     * @throws UnusableDatabaseException if the database has attachments
     */
    public static void requireNone(Database database) {
        if (!database.list(
                        "SELECT id FROM attachment_files WHERE attachment_id IS NOT NULL LIMIT 1",
                        Map.of(),
                        row -> row.getString("id"))
                .isEmpty()) {
            throw new UnusableDatabaseException(
                    "the database holds the files of attachments (expected: attachments.store: database)");
        }
    }

    @Override
    public PendingFile create() {
        String id = UUID.randomUUID().toString();
        database.update(
                "INSERT INTO attachment_files (id, parts, changed_at) VALUES (:id, 0, :now)",
                Map.of("id", id, "now", clock.instant()));
        return new PendingParts(id);
    }

    @Override
    public Optional<InputStream> open(String id) {
        return database.find(
                "SELECT id, parts FROM attachment_files WHERE attachment_id = :id",
                Map.of("id", id),
                row -> new AttachmentParts(database, row.getString("id"), row.getInt("parts")));
    }

    @Override
    public void remove(String id) {
        database.update("DELETE FROM attachment_files WHERE attachment_id = :id", Map.of("id", id));
    }

    /** Deletes uploads that no node continues, too. */
    @Override
    public void removeOrphans(Instant before, UnaryOperator<Set<String>> known) {
        database.update(
                "DELETE FROM attachment_files WHERE attachment_id IS NULL AND changed_at < :before",
                Map.of("before", before));
        String last = "";
        Set<String> old;
        do {
            old = old(before, last);
            if (!old.isEmpty()) {
                Set<String> stay = known.apply(old);
                for (String id : old) {
                    last = id;
                    if (!stay.contains(id)) {
                        remove(id);
                    }
                }
            }
        } while (old.size() == BATCH_SIZE);
    }

    /** The next ids of files that were committed before a time, in order. */
    private Set<String> old(Instant before, String last) {
        return new LinkedHashSet<>(database.list(
                """
                SELECT attachment_id FROM attachment_files
                WHERE attachment_id > :last AND changed_at < :before ORDER BY attachment_id LIMIT :most
                """,
                Map.of("last", last, "before", before, "most", BATCH_SIZE),
                row -> row.getString("attachment_id")));
    }

    /** A file whose row has no attachment yet. Collects a part at a time. */
    private final class PendingParts implements PendingFile {

        private final String id;
        private final ByteBuffer part = ByteBuffer.allocate(PART_BYTES);
        private int parts;
        private boolean committed;

        private PendingParts(String id) {
            this.id = id;
        }

        @Override
        public void write(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                int length = Math.min(part.remaining(), bytes.remaining());
                part.put(bytes.slice(bytes.position(), length));
                bytes.position(bytes.position() + length);
                if (!part.hasRemaining()) {
                    database.jdbi().useTransaction(handle -> storePart());
                }
            }
        }

        @Override
        public void commit(String attachmentId) {
            database.jdbi().useTransaction(handle -> {
                if (part.position() > 0) {
                    storePart();
                }
                change("attachment_id = :value", attachmentId);
            });
            committed = true;
        }

        private void storePart() {
            change("parts = :value", parts + 1);
            database.update(
                    "INSERT INTO attachment_parts (file_id, place, content) VALUES (:file, :place, :content)",
                    Map.of("file", id, "place", parts, "content", Arrays.copyOf(part.array(), part.position())));
            parts++;
            part.clear();
        }

        /** Its time keeps the file from being deleted meanwhile. */
        private void change(String assignment, Object value) {
            int changed = database.update(
                    "UPDATE attachment_files SET " + assignment
                            + ", changed_at = :now WHERE id = :id AND attachment_id IS NULL",
                    Map.of("value", value, "now", clock.instant(), "id", id));
            if (changed == 0) {
                throw new IllegalStateException("upload: deleted, since it was not continued (expected: a new one)");
            }
        }

        @Override
        public void close() {
            if (committed) {
                return;
            }
            try {
                database.update(
                        "DELETE FROM attachment_files WHERE id = :id AND attachment_id IS NULL", Map.of("id", id));
            } catch (UnavailableException away) {
                log.atDebug().setCause(away).log("the sweep deletes the rest of an upload");
            }
        }
    }
}
