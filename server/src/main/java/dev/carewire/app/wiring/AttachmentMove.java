package dev.carewire.app.wiring;

import dev.carewire.file.DataFiles;
import dev.carewire.file.PrivateFiles;
import dev.carewire.messaging.AttachmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the attachments of a data folder to another store, one at a time. A move that was killed continues at the next start. One
 * thread.
 */
final class AttachmentMove {

    private static final Logger log = LoggerFactory.getLogger(AttachmentMove.class);

    private static final int BUFFER_SIZE = 64 << 10;

    private final DataFiles from;
    private final AttachmentStore to;
    private long moved;

    AttachmentMove(DataFiles from, AttachmentStore to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Moves each file, and deletes uploads that did not end. Blocks.
     *
     * @throws UncheckedIOException if a file is not readable or not deletable
     */
    void run() {
        long begin = System.nanoTime();
        try {
            from.forEachAttachment(this::move);
            PrivateFiles.deleteAll(from.drafts());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (moved > 0) {
            log.atInfo()
                    .addKeyValue("files", moved)
                    .addKeyValue("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin))
                    .log("moved the attachments of the data folder to the database");
        }
    }

    private void move(Path file) throws IOException {
        String id = file.getFileName().toString();
        if (!isStored(id)) {
            store(file, id);
        }
        Files.delete(file);
        moved++;
    }

    private boolean isStored(String id) throws IOException {
        Optional<InputStream> stored = to.open(id);
        if (stored.isPresent()) {
            stored.get().close();
        }
        return stored.isPresent();
    }

    private void store(Path file, String id) throws IOException {
        byte[] buffer = new byte[BUFFER_SIZE];
        try (InputStream content = Files.newInputStream(file);
                AttachmentStore.PendingFile draft = to.create()) {
            for (int length = content.read(buffer); length >= 0; length = content.read(buffer)) {
                draft.write(ByteBuffer.wrap(buffer, 0, length));
            }
            draft.commit(id);
        }
    }
}
