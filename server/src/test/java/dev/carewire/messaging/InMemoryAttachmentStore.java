package dev.carewire.messaging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Attachments in memory; all of them are older than any moment. */
public final class InMemoryAttachmentStore implements AttachmentStore {

    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
    private final Set<PendingFile> drafts = ConcurrentHashMap.newKeySet();

    private volatile boolean failsRemovals;

    /** Ids of the stored files. */
    public Set<String> ids() {
        return Set.copyOf(kept.keySet());
    }

    /** The number of drafts that were neither committed nor closed. */
    public int openDrafts() {
        return drafts.size();
    }

    /** Files stay from now on, as if the disk failed. */
    public void failRemovals() {
        failsRemovals = true;
    }

    @Override
    public PendingFile create() {
        MemoryDraft draft = new MemoryDraft();
        drafts.add(draft);
        return draft;
    }

    @Override
    public Optional<InputStream> open(String id) {
        return Optional.ofNullable(kept.get(id)).map(ByteArrayInputStream::new);
    }

    @Override
    public void remove(String id) {
        if (failsRemovals) {
            throw new UncheckedIOException(new IOException("The disk failed"));
        }
        kept.remove(id);
    }

    @Override
    public void removeOrphans(Instant before, UnaryOperator<Set<String>> known) {
        kept.keySet().retainAll(known.apply(ids()));
    }

    private final class MemoryDraft implements PendingFile {

        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        @Override
        public void write(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            content.writeBytes(copy);
        }

        @Override
        public void commit(String id) {
            kept.put(id, content.toByteArray());
        }

        @Override
        public void close() {
            drafts.remove(this);
        }
    }
}
